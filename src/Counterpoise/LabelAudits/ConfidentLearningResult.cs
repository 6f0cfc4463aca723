namespace Counterpoise.LabelAudits;

/// <summary>What <see cref="ConfidentLearning"/> finds.</summary>
public sealed class ConfidentLearningResult
{
    internal ConfidentLearningResult(double[] thresholds, int[] likely, double[] margins, double[,] joint) =>
        (Thresholds, LikelyClass, Margins, Joint) = (thresholds, likely, margins, joint);

    /// <summary>The threshold of each class, [C]; NaN for a class without rows.</summary>
    public double[] Thresholds { get; }

    /// <summary>The class that each row is confidently of, [n]; its given one where no class reaches its threshold.</summary>
    public int[] LikelyClass { get; }

    /// <summary>The margin of each row's given class over the others, each from its threshold, [n]; low is suspicious.</summary>
    public double[] Margins { get; }

    /// <summary>Estimated share of all rows by (given, true) class, [C, C]; the entries sum to 1.</summary>
    public double[,] Joint { get; }

    /// <summary>Estimated share of the rows of a given class whose true class is another.</summary>
    /// <param name="given">The class, in [0, C).</param>
    public double NoiseOf(int given)
    {
        var all = Enumerable.Range(0, Thresholds.Length).Sum(c => Joint[given, c]);
        return all > 0 ? 1 - (Joint[given, given] / all) : double.NaN;
    }
}
