// The help page of the site: the list of countries, and nothing else.
import { countries } from "../kit/countries.js";

document.querySelectorAll("[data-helplines]").forEach(countries);
