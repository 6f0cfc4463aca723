using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>
/// The long-tailed subsets of the literature, CIFAR-10-LT and CIFAR-100-LT among them, drawn index for index as the
/// LDAM-DRW code draws them.
/// </summary>
/// <remarks>
/// Reference: Cao, Wei, Gaidon, Arechiga and Ma, "Learning imbalanced datasets with label-distribution-aware margin loss",
/// NeurIPS 2019, arXiv:1906.07413; class IMBALANCECIFAR10 of its code. Only the order of the data set must be that of the
/// original files.
/// </remarks>
public static class LongTail
{
    /// <summary>Exponential class sizes: ⌊maximum · factor^(i/(C−1))⌋.</summary>
    /// <param name="maximum">Size of class 0, at least 1.</param>
    /// <param name="factor">Smallest size over largest, above 0 and at most 1; CIFAR-10-LT is .01 (also .02, .1).</param>
    /// <param name="classes">Number of classes C, at least 2.</param>
    public static int[] ExponentialCounts(int maximum, double factor, int classes)
    {
        Check(maximum, factor, classes);
        return [.. Enumerable.Range(0, classes).Select(i => (int)(maximum * Math.Pow(factor, i / (classes - 1.0))))];
    }

    /// <summary>Step class sizes: the first ⌊C/2⌋ classes keep the maximum, the others have ⌊maximum · factor⌋.</summary>
    /// <param name="maximum">Size of the large classes, at least 1.</param>
    /// <param name="factor">Small size over large, above 0 and at most 1.</param>
    /// <param name="classes">Number of classes C, at least 2.</param>
    public static int[] StepCounts(int maximum, double factor, int classes)
    {
        Check(maximum, factor, classes);
        return [.. Enumerable.Range(0, classes).Select(i => i < classes / 2 ? maximum : (int)(maximum * factor))];
    }

    /// <summary>
    /// Draws the published subset: per class, in the order of the labels, its indices are shuffled by NumPy's legacy generator and the
    /// first are kept.
    /// </summary>
    /// <param name="labels">The label of every training row, in the order of the original files.</param>
    /// <param name="counts">Rows to keep per class, as <see cref="ExponentialCounts"/> or <see cref="StepCounts"/> give them.</param>
    /// <param name="seed">NumPy seed; the published subset has 0.</param>
    /// <returns>The indices that are kept, class after class, in the order of the reference code.</returns>
    /// <exception cref="ArgumentException">A label has no count, or a class has fewer rows than are to be kept.</exception>
    public static int[] Draw(ReadOnlySpan<int> labels, ReadOnlySpan<int> counts, uint seed = 0)
    {
        var random = new NumPyRandomState(seed);
        var members = new List<int>[counts.Length];
        for (var c = 0; c < members.Length; c++)
        {
            members[c] = [];
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= counts.Length)
            {
                throw new ArgumentException($"label {labels[i]} at position {i}; expected 0 to {counts.Length - 1}", nameof(labels));
            }

            members[labels[i]].Add(i);
        }

        var kept = new List<int>();
        for (var c = 0; c < members.Length; c++)
        {
            if (members[c].Count < counts[c])
            {
                throw new ArgumentException($"class {c} has {members[c].Count} rows, {counts[c]} are to be kept", nameof(counts));
            }

            var order = members[c].ToArray();
            if (order.Length == 0)
            {
                continue;
            }

            random.Shuffle(order.AsSpan());
            kept.AddRange(order.AsSpan(0, counts[c]));
        }

        return [.. kept];
    }

    private static void Check(int maximum, double factor, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (!(factor is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor,
                "the factor is the smallest class over the largest: above 0 and at most 1");
        }
    }
}
