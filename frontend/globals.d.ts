// What the pages have beside the browser's own: for the checker, nothing of this is built.

/** What chrome.js and page.js leave for each other, and for the kit. */
interface WorkshopPage {
  config: any;
  left: boolean;
  kernelId: string;
  /** Where the group is, as the page's own widget last said it. */
  group?: Partial<Nodes.Group>;
  goodbye?(): void;
  steps?: any;
  empty?(sure: boolean): Promise<string>;
  takeBack?(): Promise<number | null>;
  takeBackNow?(): any;
  signal?(kind: string): boolean;
}

declare var workshopPage: WorkshopPage | undefined;
declare var workshopDevice: any;
declare var twRoots: number | undefined;
/** What seals a page's messages where it came over plain HTTP (sealing.js). */
declare var workshopSealing: any;

interface Window {
  workshopPage: WorkshopPage;
  workshopDevice: any;
  workshopSealing: any;
}

// What a selector finds, or an event comes from, the page's own HTML settles.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface EventTarget {
  closest(selectors: string): any;
  matches(selectors: string): boolean;
  localName: string;
  open?: boolean;
  close?(): void;
}
interface Document {
  addEventListener(type: "click", listener: (event: MouseEvent & { target: any }) => any, options?: any): void;
  getElementById(elementId: string): any;
}
interface HTMLElement {
  /** The AnswerSync of the widget that is drawn here. */
  twSync?: any;
}
