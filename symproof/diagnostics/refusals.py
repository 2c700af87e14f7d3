"""The codes SP3xx: refusals of the kernel, with what they mean and what to try. See docs/kernel.md."""

from __future__ import annotations

REFUSALS: dict[str, tuple[str, str]] = {
    "SP300": (
        "The program tried to make or change a theorem without replaying a certificate.",
        "Theorems come from `kernel.replay.replay` alone.",
    ),
    "SP301": (
        "The name is not declared where it is used.",
        "Declare it, or check the spelling and the scope.",
    ),
    "SP302": (
        "A size is needed here, and the integer expression is not known to be one.",
        "Sizes are numbers >= 1, declared sizes, members of size families, and sums of these.",
    ),
    "SP303": (
        "A name is bound or declared twice, or cannot be declared.",
        "Choose another name; index names must be new where they are bound.",
    ),
    "SP304": (
        "A family is used without an index, or a single symbol is used with one.",
        "Write M_i for members of a family.",
    ),
    "SP305": (
        "Sizes do not agree in a sum, a product or an equation.",
        "Both sizes are shown; if they are equal by hypothesis, state it: d = d_j.",
    ),
    "SP306": (
        "The matrix must be square, or must be a scalar.",
        "Inverses, traces and powers need square matrices.",
    ),
    "SP307": (
        "Consecutive members of the family do not multiply, so it has no chains.",
        "A chain M_k...M_i needs M_i of size d_i x d_{i-1}.",
    ),
    "SP308": (
        "An empty sum or product has no size.",
        "Write a zero matrix or an identity with its size.",
    ),
    "SP309": (
        "This derivative has no layout: a gradient is of a scalar, a Jacobian of a column by a column.",
        "Take the differential d(e), or the derivative by an entry.",
    ),
    "SP310": (
        "A matrix or a scalar is needed here.",
        "Tuples of a family occur only inside predicates.",
    ),
    "SP311": (
        "The kernel has no rules for this construct.",
        "State what it does as a hypothesis, or rewrite the claim without it.",
    ),
    "SP312": (
        "The expression under the inverse is zero at all sizes.",
        "Check the expression under the inverse.",
    ),
    "SP313": (
        "A definition by pieces does not fit its index.",
        "Each piece of an indexed definition has a range; a definition without index has one piece.",
    ),
    "SP314": (
        "A definition mentions something that is not declared before it.",
        "Order the definitions so that each mentions earlier names only.",
    ),
    "SP315": (
        "A product has too many terms to be expanded.",
        "Name a part of it with a hypothesis, so that it stays one letter.",
    ),
    "SP316": (
        "A sum of squares in the rule DEFINITE has a coefficient that is not positive.",
        "X^T X + sum of c Y^T Y = 0 gives X = 0 only for c > 0.",
    ),
    "SP320": (
        "An inequality between integers is needed, for a range or a chain, and was not derived.",
        "Add the index hypothesis that implies it, or correct the range by one.",
    ),
    "SP321": (
        "The multipliers of a range fact do not derive it.",
        "The certificate is wrong: check the proof again.",
    ),
    "SP322": (
        "A range fact names an index hypothesis that does not exist.",
        "The certificate is wrong: check the proof again.",
    ),
    "SP323": (
        "A certificate holds a range fact that its replay does not use.",
        "The certificate was edited: check the proof again.",
    ),
    "SP324": (
        "A certificate holds a derived step that its replay does not use.",
        "The certificate was edited: check the proof again.",
    ),
    "SP325": (
        "It is not known in which piece of a definition the index lies.",
        "Split the claim at the boundary, or add the index hypothesis.",
    ),
    "SP326": (
        "A certificate refers to a premise, an equation or a step that does not exist.",
        "Every premise must be declared in using=.",
    ),
    "SP327": (
        "Induction needs a claim for all integers of a range, and this claim is none.",
        "State the claim for all i in a range.",
    ),
    "SP328": (
        "Algebra proves and uses equations, and this is not an equation; or the data is no certificate.",
        "State the equation as a step of its own.",
    ),
    "SP329": (
        "The combination does not add up to the claim.",
        "A factor, transpose, sign or premise is missing: the difference that is left is shown.",
    ),
    "SP330": (
        "The derivative of f'(P) is not known, because P depends on the variable.",
        "f is differentiable once: state what is needed of f' as a hypothesis.",
    ),
    "SP331": (
        "It is not known whether two indices are equal, so the derivative is undetermined.",
        "Split the cases l = i and l != i.",
    ),
    "SP332": (
        "The derivative of this chain is not known, because every member of it may depend on the variable.",
        "Let the definition of R_i mention the variable A_v as A_{i+c} only, or declare R as a family with a premise.",
    ),
    "SP333": (
        "The differential of an inverse needs the premise that the argument is invertible.",
        "Add `X invertible` to the premises.",
    ),
    "SP334": (
        "The differential of this construct is not known to the kernel.",
        "State it as a hypothesis.",
    ),
    "SP335": (
        "The variable of a derivative is a defined symbol.",
        "Differentiate by a free symbol.",
    ),
    "SP336": (
        "No longer used: a derivative of a derivative is decided like any other.",
        "Bring symproof up to date.",
    ),
    "SP337": (
        "A differential is not linear in its direction. This is a bug of symproof.",
        "Please report the statement.",
    ),
    "SP340": (
        "A term or certificate in JSON is malformed.",
        "docs/formats.md describes the format.",
    ),
    "SP341": (
        "The replay exceeds a limit on work, nesting, terms or digits.",
        "Split the step, or name a part of it with a hypothesis, so that it stays one letter.",
    ),
    "SP350": (
        "A summand of an order has a coefficient that is not positive.",
        "An order is a sum of positive multiples of what is not negative.",
    ),
    "SP351": (
        "An order between scalars is needed, and the claim or the premise is none.",
        "Name a premise that says l <= r or l < r of scalars.",
    ),
    "SP352": (
        "A strict order needs a summand that is known to be positive.",
        "Claim <= instead, or use a premise that says <.",
    ),
    "SP353": (
        "The claim is not the premise that it is said to be.",
        "Name the premise, or the part of it, that says the same.",
    ),
    "SP354": (
        "The premise does not say that a matrix is positive semidefinite or definite.",
        "Name a premise `X positive semidefinite`, `X positive definite`, or A <= B between matrices.",
    ),
    "SP355": (
        "A matrix is shown to be positive semidefinite, and it must be definite.",
        "Claim `positive semidefinite` or <=, or use a premise that says definite, or an invertible root.",
    ),
    "SP356": (
        "A part of a certificate of definiteness is missing or too large.",
        "docs/kernel.md says what the rules GRAM, SQUARES and VANISHING hold.",
    ),
    "SP357": (
        "A certificate names a law of functions that there is not, or gives it other arguments or signs than it has.",
        "docs/functions.md lists the laws, what each asks for, and what it gives.",
    ),
    # the argument: derivations
    "SP360": (
        "A formula in a derivation is not the one that is needed there.",
        "Formulas count as the same up to bound names, definitions and normal forms; compare both.",
    ),
    "SP361": (
        "A rule of the argument does not fit the claim or the premise that it is used with.",
        "docs/argument.md says what each rule needs.",
    ),
    "SP362": (
        "A derivation uses something that is not known at that place.",
        "Use a hypothesis, or an earlier step outside closed blocks.",
    ),
    "SP364": (
        "An assignment does not fit the lemma that it is made for.",
        "Name each integer, size, symbol, family and function that the lemma declares, and give each of its premises.",
    ),
    "SP365": (
        "A lemma is applied that is neither an axiom nor derived before.",
        "Derive it first; lemmas that apply each other in a circle prove nothing.",
    ),
    "SP366": (
        "Something is put for a name that a derivative mentions.",
        "The derivative of an instance is not the instance of a derivative: state the lemma with f' instead.",
    ),
    "SP367": (
        "A predicate stands where its definition is needed.",
        "Unfold it: the kernel knows formulas only.",
    ),
}
