"""The diagnostic codes of the command line and its options, SP8xx; ``codes`` has all of them."""

from __future__ import annotations

# code -> (what it means, what to try)
USAGE: dict[str, tuple[str, str]] = {
    "SP801": ("No proof, file or folder of this name was found.", "`symproof list` shows what there is."),
    "SP802": (
        "The proof has no step, or the file has no statement, of this name.",
        "`symproof show TARGET` lists the steps.",
    ),
    "SP803": ("The name fits several proofs.", "Write it with its folder, such as zhang2019/lemma1."),
    "SP804": (
        "A --size is not NAME=VALUE[,VALUE...] with integers that the name can have.",
        "Sizes are integers >= 1; a family takes its members from the lowest index up: --size d=3,2,3.",
    ),
    "SP805": (
        "A --size names nothing that a selected proof declares.",
        "`symproof show TARGET` lists sizes and parameters.",
    ),
    "SP806": ("No proofs were found.", "Put them into ./proofs, or give their folder with --proofs DIR."),
    "SP807": (
        "A -s is not NAME, NAME:rows or NAME:rows,columns.",
        "-s A:m,n is a matrix, -s v:n a column, -s c a scalar.",
    ),
    "SP808": ("No diagnostic has this code.", "Codes look like SP204."),
    "SP809": (
        "A statement file could not be read.",
        "Give a .toml or .json file, or -s SYMBOL... with a statement in quotes.",
    ),
    "SP810": ("These options do not go together.", "See `symproof COMMAND --help`."),
    "SP811": ("Two files of statements use the same name.", "Rename one statement, or check the files one at a time."),
    "SP820": (
        "This cannot be the name of a new proof file.",
        "Use letters a to z, digits, _ and -, such as paper2024/lemma2; test_, conftest and a leading _ are skipped.",
    ),
    "SP821": (
        "The proof file that `symproof new` would write exists already; it was left as it is.",
        "Choose another name, or edit the file.",
    ),
    "SP822": (
        "The folder that SYMPROOF_CACHE names cannot be used for the cache.",
        "Name a folder that can be written, leave the variable out, or use --no-cache.",
    ),
    "SP823": (
        "An option needs a package that is not installed.",
        "Install it: pip install 'symproof[watch]' for --watch, pip install 'symproof[cluster]' for --scheduler.",
    ),
    "SP824": (
        "No Dask scheduler with a worker answers at the address that --scheduler gives.",
        "Start one with `dask scheduler` and `dask worker ADDRESS`, and give the address that it prints.",
    ),
    "SP825": (
        "A worker of the cluster runs another version of symproof or Python, or none.",
        "Install the same symproof for the same Python on every worker.",
    ),
}
