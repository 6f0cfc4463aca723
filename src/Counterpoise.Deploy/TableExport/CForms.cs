using System.Text;
using Counterpoise.ClassifierForms;
using static Counterpoise.Deploy.TableExport.CText;

namespace Counterpoise.Deploy.TableExport;

/// <summary>Forms as C: one function for each, which takes prepared numbers and gives probabilities.</summary>
internal sealed class CForms(CText text)
{
    private readonly StringBuilder _source = new();
    private readonly HashSet<string> _kernels = [];
    private int _parts;

    /// <summary>Arrays on the stack at the deepest call, in reals.</summary>
    public long StackReals { get; private set; }

    public long Comparisons { get; private set; }

    public long Multiplications { get; private set; }

    public bool NeedsMath => _kernels.Any(k => k.Contains("EXP(", StringComparison.Ordinal) || k.Contains("LOG(", StringComparison.Ordinal))
        || Parts.Contains("EXP(", StringComparison.Ordinal);

    /// <summary>The functions that the parts call, in the order of their need.</summary>
    public string Kernels => string.Concat(_kernels.Select(k => k + "\n\n"));

    public string Parts => _source.ToString();

    /// <summary>Adds a kernel once.</summary>
    public void Need(string kernel) => _kernels.Add(kernel);

    /// <summary>Adds text beside the parts.</summary>
    public void Add(string source) => _source.Append(source);

    /// <summary>Adds a form with all within it.</summary>
    /// <returns>The number of its function.</returns>
    public int Add(ClassifierForm form)
    {
        var (stack, deepest) = (StackReals, 0L);
        int Inner(ClassifierForm inner)
        {
            StackReals = 0;
            var part = Add(inner);
            deepest = Math.Max(deepest, StackReals);
            return part;
        }

        var (own, body) = form switch
        {
            SharesForm f => (0, Shares(f)),
            LinearForm f => (0, Linear(f)),
            PerceptronForm f => (2 * f.Layers.Max(l => l.Biases.Length), Perceptron(f)),
            TreesForm f => (f.Groups?.Count ?? 0, Trees(f)),
            AverageForm f => (f.ClassCount, Members([.. f.Members.Select(Inner)], f.ClassCount, average: true, 0)),
            LogVoteForm f => (f.ClassCount, Members([.. f.Members.Select(Inner)], f.ClassCount, average: false, f.Floor)),
            ScaledForm f => (f.Columns, Scaled(f, Inner(f.Inner))),
            ReweightedForm f => (0, Reweighted(Inner(f.Inner), f.Factors)),
            MovedThresholdForm f => (0, Moved(f, Inner(f.Inner))),
            _ => throw new NotSupportedException($"{form.GetType().Name} has no C form"),
        };
        StackReals = Math.Max(stack, own + deepest);
        _source.Append(Line($"static void part{++_parts}(const real *x, real *p)")).Append("{\n").Append(body).Append("}\n\n");
        return _parts;
    }

    private int Next => _parts + 1;

    private string Shares(SharesForm f)
    {
        _source.Append(text.Reals($"shares{Next}", f.Shares));
        return "    (void)x;\n" + Line($"    for (int c = 0; c < {f.ClassCount}; c++) p[c] = shares{Next}[c];");
    }

    private string Linear(LinearForm f)
    {
        Need(CFormKernels.Dense);
        Need(CFormKernels.Softmax);
        Multiplications += f.Coefficients.Length;
        _source.Append(text.Reals($"weights{Next}", f.Coefficients)).Append(text.Reals($"biases{Next}", f.Intercepts));
        var two = f.Intercepts.Length == 1;
        return (two ? "    p[0] = ZERO;\n" : "")
            + Line($"    dense(x, weights{Next}, biases{Next}, {f.Columns}, {f.Intercepts.Length}, p{(two ? " + 1" : "")});")
            + Line($"    softmax(p, {f.ClassCount});");
    }

    private string Perceptron(PerceptronForm f)
    {
        Need(CFormKernels.Dense);
        Need(CFormKernels.Rectify);
        Need(CFormKernels.Softmax);
        var widest = f.Layers.Max(l => l.Biases.Length);
        var body = new StringBuilder(Line($"    real a[{widest}], b[{widest}];"));
        var (from, inputs) = ("x", f.Columns);
        foreach (var (i, (weights, biases)) in f.Layers.Index())
        {
            Multiplications += weights.Length;
            _source.Append(text.Reals($"weights{Next}_{i}", weights)).Append(text.Reals($"biases{Next}_{i}", biases));
            var to = i == f.Layers.Count - 1 ? "p" : i % 2 == 0 ? "a" : "b";
            body.Append(Line($"    dense({from}, weights{Next}_{i}, biases{Next}_{i}, {inputs}, {biases.Length}, {to});"));
            if (to != "p") body.Append(Line($"    rectify({to}, {biases.Length});"));
            (from, inputs) = (to, biases.Length);
        }

        if (f.Layers.Count == 1) body.Append("    (void)a;\n");
        if (f.Layers.Count <= 2) body.Append("    (void)b;\n");
        return body.Append(Line($"    softmax(p, {f.ClassCount});")).ToString();
    }

    private string Trees(TreesForm f)
    {
        Comparisons += f.Trees.Sum(t => (long)t.Depth());
        var packed = PackedTrees.Of(f);
        _source.Append(packed.Constants(text, Next));
        if (f.Link is TreeLink.Softmax) Need(CFormKernels.Softmax);
        if (f.Link is TreeLink.Softmax or TreeLink.AveragedShares) Need(CFormKernels.Normalize);
        return PackedTrees.Body(f, Next, text);
    }

    private string Members(int[] parts, int classes, bool average, double floor)
    {
        Need(average ? CFormKernels.Normalize : CFormKernels.Vote);
        if (!average) Need(CFormKernels.Softmax);
        _source.Append(CText.Array("member", $"members{Next}", parts.Select(p => $"part{p}"), parts.Length));
        return Line($"    real q[{classes}];") + Line($"    for (int c = 0; c < {classes}; c++) p[c] = ZERO;")
            + Line($"    for (int m = 0; m < {parts.Length}; m++) {{") + Line($"        members{Next}[m](x, q);")
            + (average ? Line($"        for (int c = 0; c < {classes}; c++) p[c] += q[c];")
                : Line($"        vote(q, p, {classes}, {parts.Length}, {text.Real(floor)});"))
            + "    }\n" + (average ? Line($"    normalize(p, {classes});") : Line($"    softmax(p, {classes});"));
    }

    private string Scaled(ScaledForm f, int inner)
    {
        _source.Append(text.Reals($"means{Next}", f.Means)).Append(text.Reals($"scales{Next}", f.Scales));
        return Line($"    real z[{f.Columns}];")
            + Line($"    for (int c = 0; c < {f.Columns}; c++) z[c] = (x[c] - means{Next}[c]) / scales{Next}[c];")
            + Line($"    part{inner}(z, p);");
    }

    private string Reweighted(int inner, double[] factors)
    {
        Need(CFormKernels.Reweight);
        _source.Append(text.Reals($"factors{Next}", factors));
        return Line($"    part{inner}(x, p);") + Line($"    reweight(p, factors{Next}, {factors.Length});");
    }

    private string Moved(MovedThresholdForm f, int inner)
    {
        var (t, half, least) = (text.Real(f.Threshold), text.Real(0.5),
            text.Real(text.IsSingle ? MathF.BitIncrement(0.5f) : Math.BitIncrement(0.5)));
        var above = f.Threshold < 1 ? $"{half} + (v - {t}) / ({text.Real(2 * (1 - f.Threshold))})" : text.Real(1);
        var body = Line($"    part{inner}(x, p);") + Line($"    real v = p[{f.Positive}];");
        if (f.Threshold > 0)
            body += Line($"    if (v < {t}) v = v / {text.Real(2 * f.Threshold)};") + "    else {\n";
        else body += "    {\n";
        return body + Line($"        v = {above};") + Line($"        if (v < {least}) v = {least};") + "    }\n"
            + Line($"    p[{f.Positive}] = v;") + Line($"    p[{1 - f.Positive}] = ONE - v;");
    }
}
