/**
 * Nodes that a kind of exercise from outside the kit brings. Its module is a function of what the kit lends it, and returns
 * components by the names of their nodes:
 *
 *     export default ({ h, useField, mark }) => ({ letter_paper: ({ node }) => h("p", mark(node), node.text) });
 */
import { Fragment, h } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as context from "../context.js";
import { Children } from "../tree.jsx";
import { NODES } from "./index.js";

const LENT = { ...context, h, Fragment, Children, useEffect, useLayoutEffect, useRef, useState };

/** @param {{ default: (kit: object) => Record<string, (props: any) => any> }} module */
export function addNodes(module) {
  for (const [name, drawing] of Object.entries(module.default(LENT))) {
    if (!Object.hasOwn(NODES, name)) NODES[name] = drawing; // the kit's own stay what they are
  }
}
