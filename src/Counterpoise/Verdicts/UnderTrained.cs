using Counterpoise.Comparisons;
using Counterpoise.Methods;

namespace Counterpoise.Verdicts;

/// <summary>
/// Names the networks that end below logistic regression on the same pixels: they have learnt too little for a comparison of losses to
/// say anything. Plain training is held against the plain linear model alone, since weights lift what counts each class alike.
/// </summary>
internal sealed class UnderTrained(Comparison comparison, string metric)
{
    private const string LinearModel = "linear";

    public IEnumerable<string> Sentences()
    {
        var named = comparison.Methods.Select(m => (Method: m, Name: MethodName.TryParse(m.Name, out var name) ? name : null))
            .Where(m => m.Name is not null).ToArray();
        var linear = named.Where(m => m.Name!.Input == LinearModel).ToArray();
        if (comparison.Pairing != Pairing.Runs || linear.Length == 0)
        {
            yield break;
        }

        var cells = new PairedCells(comparison);
        var everywhere = new PairedCells.Group(null, null);
        var low = new List<string>();
        foreach (var (method, name) in named.Where(m => m.Name!.Input is null))
        {
            var rivals = name!.Level is MethodLevel.Plain or MethodLevel.Decision
                ? linear.Where(l => l.Name!.Level <= name.Level) : linear;
            var worst = rivals.Select(l => cells.Difference(metric, everywhere, method.Name, l.Method.Name)).OfType<PairedDifference>()
                .Where(d => d.LowerIsBetter ? d.Mean > 0 : d.Mean < 0).MaxBy(d => Math.Abs(d.Mean));
            if (worst is not null)
            {
                low.Add($"{Wording.LabelOf(comparison, method.Name)} ({Wording.Change(worst.Mean)} from "
                    + $"{Wording.LabelOf(comparison, worst.MethodB)})");
            }
        }

        if (low.Count > 0)
        {
            yield return $"Under-trained: {Wording.List(low)} {(low.Count == 1 ? "is" : "are")} below a linear model on the same pixels. "
                + "Train longer, or take pretrained weights or a network that fits the images' size, before you compare losses.";
        }
    }
}
