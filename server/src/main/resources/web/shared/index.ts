// The bundler only sees folders that are bundles; what this folder holds is imported by the others.
export {};
