using Counterpoise.Splits;

namespace Counterpoise.Vision.Scenarios;

/// <summary>The prior of each class in a training set that is drawn on purpose.</summary>
/// <remarks>
/// <see cref="Paper"/> holds the five scenarios of the adaptive contrastive learning paper: five classes in the order
/// collapsed buildings, fire, flooded areas, traffic accidents, normal.
/// </remarks>
public sealed class ClassDistribution
{
    private readonly double[] _shares;

    /// <summary>Creates a distribution.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="shares">One weight per class, at least 0, of any sum above 0; they are divided by their sum.</param>
    /// <exception cref="ArgumentException">No class, a negative or non-finite weight, or all weights 0.</exception>
    public ClassDistribution(string name, params ReadOnlySpan<double> shares)
    {
        // Apportioning also checks the weights.
        _ = LargestRemainder.Apportion(1, shares);
        (Name, _shares) = (name, shares.ToArray());
    }

    /// <summary>The paper's scenarios 1 (most severe) to 5 (balanced).</summary>
    public static IReadOnlyList<ClassDistribution> Paper { get; } =
    [
        new("S1", .05, .05, .05, .05, .80),
        new("S2", .05, .05, .10, .10, .70),
        new("S3", .05, .05, .20, .20, .50),
        new("S4", .10, .10, .20, .20, .40),
        new("S5", .20, .20, .20, .20, .20),
    ];

    /// <summary>What the distribution is called.</summary>
    public string Name { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount => _shares.Length;

    /// <summary>The prior of each class; they sum to 1.</summary>
    public double[] Shares
    {
        get
        {
            var sum = _shares.Sum();
            return [.. _shares.Select(share => share / sum)];
        }
    }

    /// <summary>Equal shares.</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    public static ClassDistribution Balanced(int classes) => new("balanced", Enumerable.Repeat(1.0, classes).ToArray());

    /// <summary>A long tail that falls by a constant factor from class 0 to the last: share ∝ ratio^(−i/(C−1)).</summary>
    /// <param name="classes">Number of classes C, at least 1.</param>
    /// <param name="ratio">Largest share over smallest, at least 1.</param>
    public static ClassDistribution Exponential(int classes, double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ratio, 1);
        return new(FormattableString.Invariant($"exponential {ratio:0.##}"),
            Enumerable.Range(0, classes).Select(i => Math.Pow(ratio, -i / Math.Max(classes - 1.0, 1))).ToArray());
    }

    /// <summary>A step: the first ⌊C/2⌋ classes are <paramref name="ratio"/> times as frequent as the others.</summary>
    /// <param name="classes">Number of classes C, at least 1.</param>
    /// <param name="ratio">Large share over small share, at least 1.</param>
    public static ClassDistribution Step(int classes, double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ratio, 1);
        return new(FormattableString.Invariant($"step {ratio:0.##}"),
            Enumerable.Range(0, classes).Select(i => i < classes / 2 ? ratio : 1.0).ToArray());
    }

    /// <summary>Images per class for a total, by exact largest remainder.</summary>
    /// <param name="total">Number of images, at least 0.</param>
    public int[] Counts(int total) => LargestRemainder.Apportion(total, _shares);
}
