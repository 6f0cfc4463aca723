using Counterpoise.ClassifierForms;
using static Counterpoise.Deploy.TableExport.CText;

namespace Counterpoise.Deploy.TableExport;

/// <summary>
/// Trees as flat arrays: nodes in the order of a walk that goes left first, so that a left child is the next node and only the way to the
/// right one is kept. Equal leaves of class priors are kept once.
/// </summary>
internal sealed class PackedTrees
{
    private readonly List<int> _columns = [], _skips = [], _roots = [];
    private readonly List<double> _thresholds = [], _leaves = [];
    private readonly Dictionary<string, int> _known = [];
    private readonly int _classes;

    private PackedTrees(int classes) => _classes = classes;

    public static PackedTrees Of(TreesForm form)
    {
        var packed = new PackedTrees(form.ClassCount);
        foreach (var tree in form.Trees) packed.Pack(tree, form.Link is TreeLink.Shares or TreeLink.AveragedShares);
        return packed;
    }

    public string Constants(CText text, int part) =>
        text.Integers($"columns{part}", _columns) + text.Integers($"skips{part}", _skips) + text.Integers($"roots{part}", _roots)
        + text.Reals($"thresholds{part}", _thresholds) + (_leaves.Count > 0 ? text.Reals($"leaves{part}", _leaves) : "");

    public static string Body(TreesForm form, int part, CText text)
    {
        var (classes, outputs) = (form.ClassCount, form.Trees.Max(t => t.Output) + 1);
        var (input, body) = ("x", "");
        if (form.Groups is { } groups)
        {
            input = "g";
            body = Line($"    real g[{groups.Count}];") + string.Concat(groups.Select((r, j) => Group(r, j, form.Columns, text)));
        }

        body += Line($"    for (int c = 0; c < {classes}; c++) p[c] = ZERO;") + Line($"    for (int t = 0; t < {form.Trees.Count}; t++) {{")
            + Line($"        int32_t n = roots{part}[t];")
            + Line($"        while (columns{part}[n] >= 0) n += {input}[columns{part}[n]] <= thresholds{part}[n] ? 1 : skips{part}[n];");
        if (form.Link is TreeLink.Shares or TreeLink.AveragedShares)
        {
            body += Line($"        for (int c = 0; c < {classes}; c++) p[c] += leaves{part}[skips{part}[n] * {classes} + c];") + "    }\n";
            return body + (form.Link == TreeLink.Shares ? "" : Line($"    normalize(p, {classes});"));
        }

        var divide = form.Divisor == 1 ? "" : $" / {text.Real(form.Divisor)}";
        if (form.Link == TreeLink.Logistic)
            return body + Line($"        p[1] += thresholds{part}[n];") + "    }\n"
                + Line($"    p[1] = ONE / (ONE + EXP(-(p[1]{divide})));")
                + "    p[0] = ONE - p[1];\n";
        return body + Line($"        p[t % {outputs}] += thresholds{part}[n];") + "    }\n"
            + (divide.Length > 0 ? Line($"    for (int c = 0; c < {classes}; c++) p[c] = p[c]{divide};") : "")
            + Line($"    softmax(p, {classes});") + Line($"    normalize(p, {classes});");
    }

    private static string Group(Range range, int place, int width, CText text)
    {
        var (start, length) = range.GetOffsetAndLength(width);
        return length == 1 ? Line($"    g[{place}] = x[{start}];")
            : Line($"    g[{place}] = {text.Real(-1)};")
                + Line($"    for (int k = 0; k < {length}; k++) if (x[{start} + k] > ZERO) g[{place}] = (real)k;");
    }

    private void Pack(TreeForm tree, bool shares)
    {
        var root = _columns.Count;
        _roots.Add(root);
        var waiting = new Stack<(int Node, int Parent)>([(0, -1)]);
        while (waiting.TryPop(out var next))
        {
            var (node, parent) = next;
            var here = _columns.Count;
            if (parent >= 0) _skips[parent] = here - parent;
            _columns.Add(tree.SplitColumns[node]);
            _skips.Add(0);
            if (tree.SplitColumns[node] >= 0)
            {
                _thresholds.Add(tree.Thresholds[node]);
                waiting.Push((tree.Right[node], here));
                waiting.Push((tree.Left[node], -1));
            }
            else if (shares)
            {
                _thresholds.Add(0);
                _skips[here] = Leaf(tree.Values.AsSpan(node * _classes, _classes));
            }
            else
                _thresholds.Add(tree.Values[node]);
        }
    }

    private int Leaf(ReadOnlySpan<double> shares)
    {
        var key = string.Join(' ', shares.ToArray().Select(BitConverter.DoubleToInt64Bits));
        if (_known.TryGetValue(key, out var place)) return place;
        place = _known[key] = _known.Count;
        _leaves.AddRange(shares);
        return place;
    }
}
