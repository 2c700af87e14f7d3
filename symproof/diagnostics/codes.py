"""Every diagnostic code, with what it means and what to try. Codes are stable and never reused."""

from __future__ import annotations

from symproof.diagnostics.arguments import ARGUMENTS
from symproof.diagnostics.refusals import REFUSALS
from symproof.diagnostics.usage import USAGE

# code -> (what it means, what to try). Kernel refusals are 3xx.
CODES: dict[str, tuple[str, str]] = {
    # SP1xx: finding, running and reading proof files (author)
    "SP101": ("The proof file is not valid Python.", "Correct the file at the place shown."),
    "SP102": (
        "The proof file stopped with an exception of its own.",
        "Correct the line shown; other proofs are not affected.",
    ),
    "SP103": ("A file or folder of proofs could not be read.", "Check the path given to the command or to --proofs."),
    "SP104": (
        "The file defines no proof.",
        'Define one at the top level of the file: proof = Proof("id", "title").',
    ),
    "SP105": ("Two proofs have the same id.", "Give the proofs of one folder different ids."),
    "SP106": (
        "A proof file is not text in the encoding that it declares; without a declaration that is UTF-8.",
        "Save it as UTF-8, or declare its encoding in the first line: # -*- coding: latin-1 -*-",
    ),
    "SP107": ("setup.cfg cannot be read, or has an unknown key.", "Correct it, or give --proofs DIR."),
    "SP110": (
        "A hypothesis, step or block has a name that is already taken.",
        "Give hypotheses, steps and blocks of one proof different names.",
    ),
    "SP111": ("A step names a premise that does not exist.", "Compare with the names of hypotheses and earlier steps."),
    "SP112": (
        "A premise stands in a block that is closed.",
        "Use the step that the block exports, or move the step into the block.",
    ),
    "SP113": (
        "A premise comes later than the step that uses it, or is the step itself.",
        "A step follows from hypotheses and earlier steps.",
    ),
    "SP114": (
        "A step names a method that does not exist.",
        "The methods are algebra, calculus, induction, real, rank, analysis and logic.",
    ),
    "SP115": (
        "The value of expect= is not a verdict.",
        "The verdicts are proved, checked, refuted, cited, omitted, unknown and disagreement.",
    ),
    "SP116": (
        "The statement or the conclusion of a proof is missing, occurs twice, or stands in the wrong place.",
        "Write proof.statement(...) once before the steps, proof.conclude(...) once after them, outside of blocks.",
    ),
    "SP117": (
        "A block, or an obtain, stands where it has no meaning.",
        "Write case inside cases, and obtain from a claim that was made by exists.",
    ),
    "SP118": (
        "This name cannot be an id.",
        "Use letters, digits and . _ ' + - and begin with a letter or a digit; a few words are reserved.",
    ),
    "SP119": (
        "A citation has no source, or an omission has no reason.",
        "Write cite(..., fact=...) or cite(..., source=...), and omit(..., reason=...).",
    ),
    "SP120": (
        "A function of the language was called with arguments that it does not take.",
        "The message lists the arguments; docs/language.md describes the functions.",
    ),
    # SP2xx: terms refused where they are written: sizes, names, indices (author, statements)
    "SP201": (
        "Matrices of these sizes cannot be added, multiplied or compared.",
        "Check whether a transpose is missing.",
    ),
    "SP203": ("The term must be square, or a scalar.", "Check whether a transpose or a factor is missing."),
    "SP204": (
        "An index may leave the range for which the family is declared.",
        "Narrow the range of the schema, or assume what keeps the index inside.",
    ),
    "SP205": (
        "A name is not in scope here: not declared, declared in a block that is closed, or an index that is not bound.",
        "Declare it, or bind the index with for_all.",
    ),
    "SP206": ("The name is taken already, or it cannot be a name.", "Choose a name that is not in scope, nor bound."),
    "SP207": ("The value is neither a claim nor an expression.", "Claims are equations and relations: A * B == C."),
    "SP208": (
        "The number is a floating-point number, which is not exact.",
        "Write Fraction(1, 2) or sympy.Rational(1, 2) for 0.5.",
    ),
    "SP209": (
        "A recorded claim or expression was used as a truth value.",
        "Join claims with & and |, negate with ~; write a == b == c as two claims.",
    ),
    "SP210": (
        "The SymPy expression cannot be taken over as it was meant.",
        "Declare the symbols here and compute with those.",
    ),
    "SP211": ("Consecutive members of the family do not multiply: it has no chains.", "Check the declared sizes."),
    "SP213": (
        "This derivative has no meaning.",
        "Differentiate a scalar by a matrix, a column by a column, or a matrix by a scalar; always by a symbol.",
    ),
    "SP214": (
        "An index or a size is needed here, and this is not an integer expression.",
        "Write sums and products of integers with whole coefficients, such as k - i + 1, m*n or d[i-1].",
    ),
    "SP215": ("SymPy decided the relation when it was written.", "State relations between symbols only."),
    "SP216": ("The expression mixes symbols of two proofs.", "Declare the symbols of a proof with that proof."),
    "SP217": (
        "The pieces of a definition leave a gap or overlap.",
        "Let each piece start where the one before it ends.",
    ),
    "SP218": (
        "A family is used without an index, or a single matrix is used with one.",
        "Write M[i] for a member of a family.",
    ),
    "SP219": ("The sizes in this term do not fit.", "The message shows both sizes."),
    # SP3xx: refusals of the kernel
    **REFUSALS,
    **ARGUMENTS,
    # SP4xx: why there is no proof (prove)
    "SP401": (
        (
            "The search ended without a certificate: the budget ran out, or everything was tried in a case where that "
            "decides nothing (traces, scalars, facts about sizes, inverses). The message says which."
        ),
        "Add a premise that may be missing, split the step, raise --budget, or write the cofactors yourself.",
    ),
    "SP402": (
        (
            "The completion over Q, with transposes and the equations of inverses, is finished: the equations of the "
            "premises alone do not imply the claim. The rules beyond them gave nothing either. (This does not make the "
            "claim false.)"
        ),
        "A premise may be missing; a rank argument or an inequality may be needed.",
    ),
    "SP404": (
        "The premises contradict each other, or one is impossible at the given sizes: everything would follow.",
        "Correct or remove a premise. The step is reported as unknown, not as proved.",
    ),
    "SP405": (
        "The claim, or a term in it, is of a kind that no method decides yet.",
        "State it as an equation between matrices or scalars, or cite it.",
    ),
    "SP407": (
        "There is no prover for this method yet (real, rank, analysis, logic).",
        "Cite the step, or state its matrix content as an algebra step of its own.",
    ),
    "SP408": (
        "The cofactors that the author wrote do not expand to the claim; another certificate was found.",
        "Correct the cofactors, or leave them out.",
    ),
    "SP409": (
        "The search found a certificate that the kernel refuses: a bug of symproof, not of the proof.",
        "Please report it with the statement.",
    ),
    "SP410": (
        "A hypothesis mentions the variable of a gradient, so it holds at the point only.",
        "The hypothesis was used after differentiating, never under the derivative.",
    ),
    "SP411": (
        "The claim speaks of functions with few or no rules, such as log and rank; see docs/functions.md.",
        "State what is needed of them as a hypothesis, or write the claim without them.",
    ),
    "SP416": (
        "An inverse or a quotient is used, but no premise says that it exists: the claim may be false.",
        "Assume that the matrix is invertible, or that the scalar is not zero, and name that premise in using=.",
    ),
    "SP419": (
        "A certificate was found, but its replay exceeds a limit of the kernel on work, terms or depth.",
        "Split the step into smaller ones, or give a long part of it a name with a hypothesis.",
    ),
    "SP420": (
        "At one t the premises hold and the claim does not, but it is open whether functions of t have these values.",
        "Counterexamples need premises about Y(t) that are linear, or one of the forms that docs/statements.md lists.",
    ),
    # SP5xx: the concrete judge
    "SP501": (
        "--size names something that is not an integer parameter or a size of this proof.",
        "`symproof show` lists the names; a family of sizes takes its members, as in --size d=3,2,3.",
    ),
    "SP502": ("The requested size is below 1.", "Every size is an integer >= 1."),
    "SP503": (
        "--size gives a name the wrong number of values.",
        "Give one value for a parameter or a size, and one for each member of a family, from its lowest index on.",
    ),
    "SP504": (
        "The requested sizes violate a hypothesis of the proof.",
        "Choose sizes that satisfy the hypothesis that is named.",
    ),
    "SP505": (
        "The sweep has too many shapes to go through.",
        "Lower --max-depth or --max-width, or fix some sizes with --size.",
    ),
    "SP510": (
        "This construct is not expanded at concrete sizes, so the concrete judge cannot decide the step.",
        "A certificate, or a claim that is an equation between matrices, can be judged.",
    ),
    "SP511": (
        "At concrete sizes an index lies outside its declared range.",
        "Check the range of the claim, of the premise's schema, and of the family, at both ends.",
    ),
    "SP512": ("At concrete sizes the sizes in a term do not fit.", "Check the transposes and the order of factors."),
    "SP513": (
        "This derivative is not taken: it is one of f'(P), or by something that is not a free symbol.",
        "Differentiate f(P) once, by a free symbol.",
    ),
    "SP514": ("The matrix under the inverse is singular.", "Assume that it is invertible."),
    "SP515": ("A symbol, family or function is not declared.", "Declare it where the proof starts."),
    "SP516": (
        "A certificate or the written cofactors do not fit the claim: a premise, or an equation of it, is missing.",
        "If nobody wrote the certificate by hand, this is a bug of symproof.",
    ),
    "SP517": (
        "The instance is too long to expand within the work budget.",
        "Lower --max-width or --max-depth, or fix sizes with --size.",
    ),
    "SP518": ("The difference of the two sides is not zero at concrete sizes.", "Compare the entry that is shown."),
    "SP520": (
        "The certificate was replayed by the kernel but does not expand to the claim at concrete sizes.",
        "The two judges differ: this is a bug of symproof. Please report it with the proof.",
    ),
    "SP522": (
        "The written cofactors do not give the claim at concrete sizes.",
        "Check each premise, side, transpose and sign.",
    ),
    "SP530": ("The claim is false: an exact counterexample was found.", "Compare the sizes and values that are shown."),
    "SP531": (
        "No shape of the sweep gives this step an instance at which its hypotheses are possible: nothing was checked.",
        "Raise --max-depth or --max-width, or fix sizes with --size.",
    ),
    "SP532": (
        "The claim does not hold without its premises, and expansion alone cannot use them.",
        "A certificate, or written cofactors, would decide it.",
    ),
    "SP533": (
        "The claim has no premises and is not an identity, but no small counterexample was found.",
        "It is not proved; look at the difference that is shown.",
    ),
    # SP6xx: statement files and expressions (statements)
    "SP601": ("The text is not an expression, assumption or claim.", "docs/statements.md lists what can be written."),
    "SP602": (
        "A name in an expression is not declared.",
        "Declare it among the symbols; sizes are declared by the symbols that have them, indices by `i in 1..m`.",
    ),
    "SP603": (
        "The sizes in an expression do not fit.",
        "Transpose a factor, or write c*I to add a scalar to a matrix.",
    ),
    "SP604": (
        "The size of an I or a 0 does not follow from what is around it, or may be less than 1.",
        "Write I(n) or zeros(m,n); where the size is a difference, assume m > n.",
    ),
    "SP605": ("The name is reserved, is declared twice, or is not a name.", "Choose another name."),
    "SP606": (
        "The function does not exist, or it takes other arguments.",
        "docs/statements.md lists what can be written.",
    ),
    "SP607": (
        "An equation, an order or a property is needed here.",
        "A question `= ?` stands at the end of a claim about a derivative.",
    ),
    "SP608": ("A property does not apply to the expression before it.", "Most properties are of square matrices."),
    "SP609": (
        "The language does not have this derivative.",
        "Differentiate a scalar by anything, anything by a scalar or an entry, or a column by a column.",
    ),
    "SP610": (
        "A text, a number, an exponent or the nesting exceeds a limit.",
        "Name parts of the expression by `where C = ...`.",
    ),
    "SP611": ("This division, or this exponent, has no meaning.", "Divide by scalars; write inv(X) for matrices."),
    "SP612": (
        "An integer expression is needed here, or an index or a size is out of range.",
        "Use numbers, sizes and integers with + - *; `k positive integer` makes k an integer.",
    ),
    "SP613": ("No sizes satisfy the assumptions about sizes.", "Sizes are integers >= 1."),
    "SP614": (
        "A differential would hold a symbol constant that an equation ties to a symbol that moves.",
        "Declare its dX beside X and say what it is, or define X by `where X = ...`, which is differentiated.",
    ),
    "SP615": (
        "An order stands between matrices that are not known to be symmetric.",
        "A <= B means that B - A is positive semidefinite: assume `A symmetric`, or write a form such as X.T*X.",
    ),
    "SP616": (
        "Block matrices meet whose partitions cannot be compared: which end of a block comes first is not known.",
        "Part both alike, or assume which of two sizes is larger, such as m >= n.",
    ),
    "SP620": ("A statement file cannot be read.", "Give a UTF-8 file ending in .toml or .json."),
    "SP621": ("A statement file is not TOML or JSON.", "The message says where; the other statements still load."),
    "SP622": ("Statements do not have this key.", "The keys are name, symbols, assume, claim and expect."),
    "SP623": (
        "A key of a statement is missing or holds a value of a wrong type.",
        "docs/statements.md lists what can be written.",
    ),
    "SP624": ("Two statements of a file have the same name.", "Give the statements of a file different names."),
    "SP625": ("Statements cannot have this expected verdict.", "Write proved, checked, refuted or unknown."),
    "SP626": ("The file contains no statements.", "Write [[statement]] and its keys for each statement."),
    "SP630": (
        "An inverse, quotient, logarithm or root was written without assuming what it needs; the hypothesis was added.",
        "Assume it, so that readers see it.",
    ),
    "SP631": (
        "A hypothesis mentions the variable of a derivative: it holds at the point only, and is not used under d.",
        "Substitute it by `where` to differentiate along it.",
    ),
    "SP632": (
        "A differential d(e) holds a symbol X of e constant, because no dX is declared.",
        "Declare dX beside X if X moves.",
    ),
    "SP640": (
        "The question asks for a derivative that no rule gives yet.",
        "Claim the derivative you expect: it is then compared at small sizes.",
    ),
    # SP7xx: reports, recheck, output
    "SP701": (
        "The report could not be written to this file.",
        "Choose another --output; the report was printed on stdout, so nothing is lost.",
    ),
    "SP702": (
        "A saved report could not be read: no such file, not JSON, or not a symproof report.",
        "Save one with `symproof check --format json --output FILE`.",
    ),
    "SP703": (
        "A term, formula or certificate in a saved report is not one.",
        "docs/formats.md describes them; save the report again with --format json.",
    ),
    "SP704": ("The terms of a step are nested too deeply to be replayed.", "Split the step."),
    "SP705": (
        "A step of a saved report claims what its certificate or its other fields do not support.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP706": (
        "A saved report is not a proof: ids that clash, blocks that do not nest, premises out of scope.",
        "Save the report again; a report is not meant to be edited.",
    ),
    "SP707": (
        "A saved report says something else than its own terms and certificates do.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP720": (
        "Sizes in a saved report are impossible: below 1, not declared, or against an index or size hypothesis.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP721": (
        "A counterexample in a saved report is none: a premise is false there, or the claim is true.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP722": (
        "A saved report shows a model that is none: at its values some hypothesis is false, or has no exact value.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP724": (
        "A name in a saved report looks like another one, or has characters that are not seen.",
        "Use Latin letters, Greek letters that look like no Latin one, digits and _ in names, and check again.",
    ),
    "SP725": (
        "A warning that follows from the rest of a saved report is missing, or does not follow from it.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP726": (
        "A saved report marks hypotheses wrongly as implied or not implied, or leaves some out.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP727": (
        "A formula in a saved report mentions a name that is not declared where it stands.",
        "Believe nothing of this report; check the proof again.",
    ),
    "SP728": (
        "A saved report is too long, or takes more work to recheck than a report of its length is allowed.",
        "Check fewer proofs at a time, and recheck each report on its own.",
    ),
    "SP729": (
        "A saved report holds no step that was checked, so that there is nothing to bear out.",
        "Look at its errors, correct what did not load, and check again.",
    ),
    "SP730": (
        "The operating system refused to read or write something, such as standard output on a full disk.",
        "Check the space on the disk and the permissions; --output FILE writes a report to another place.",
    ),
    # SP8xx: command line and options
    **USAGE,
    # SP9xx: disagreements and internal errors
    "SP901": (
        "The kernel replayed a certificate, but the concrete instances contradict it: a bug of symproof.",
        "Please report the statement; believe neither verdict.",
    ),
    "SP902": (
        "symproof itself failed on this step; the others are not affected.",
        "Please report it with the proof file.",
    ),
    "SP903": (
        "The process that worked on this step died, for example out of memory.",
        "Try --jobs 1, smaller --max-depth and --max-width.",
    ),
    "SP904": (
        "The step was stopped: it took longer than its budget.",
        "Raise --budget, or lower --max-depth and --max-width.",
    ),
    "SP905": (
        "The check was interrupted before this step was settled.",
        "Run the check again; `TARGET:step` checks one step only.",
    ),
    "SP906": (
        "The step was not settled, because the check stopped at an earlier step (-x).",
        "Run the check without -x.",
    ),
    "SP907": (
        "symproof has no rules for this kind of step yet; it is neither proved nor refuted.",
        'Cite a source, omit it with a reason, or write expect="unknown" so that a change is noticed.',
    ),
    "SP910": (
        "The claim is about the sizes listed only, and it was checked at all of them; no certificate is known.",
        "Nothing to do: the step passes, except under --strict, which asks for a proof.",
    ),
    "SP918": (
        "The hypotheses allow only one of the sizes that were looked at, so the check says little about others.",
        "Raise --max-width or --max-depth, or give sizes with --size.",
    ),
    "SP917": (
        "The claim repeats one of its premises, and the kernel has no rule yet that takes over a premise of this kind.",
        "Nothing is wrong with the step; equations and invertibility are taken over.",
    ),
    "SP925": (
        "No step concludes the statement of the proof, or there are no steps, or --strict asks for a statement.",
        "State what the proof establishes, and end with proof.conclude(using=[...]).",
    ),
    "SP926": (
        "No model of the hypotheses was found, and --strict asks for one: whether they can hold together is open.",
        "Raise --max-depth or --max-width, or look for hypotheses that contradict each other.",
    ),
    "SP927": (
        "The claim is proved for all sizes, and no instance of it was evaluated, because of --no-instances.",
        "Check without --no-instances to ask the second judge as well.",
    ),
    "SP928": (
        "A hypothesis in scope, which a refuted step does not name, excludes its counterexample.",
        "Name the hypothesis in using=, if the step rests on it.",
    ),
    "SP909": (
        "No certificate was found, and no instance decides the claim.",
        "State the premises the claim needs in using=, or split the step.",
    ),
    "SP908": (
        "The claim is proved for all sizes, but the second judge looked at no instance.",
        "Raise --max-depth or --max-width, or fix smaller sizes, so that the second judge sees an instance.",
    ),
}
