using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="Adwin"/>.</summary>
public sealed record AdwinOptions
{
    /// <summary>Chance of a false cut by the bound of one test, δ, in (0, 1); the paper's .002.</summary>
    public double Delta { get; init; } = .002;

    /// <summary>
    /// Buckets of one size before two are joined, M, at least 1; 5 by default. <see cref="int.MaxValue"/> keeps every value: exact, in O(n)
    /// memory and O(n) a test.
    /// </summary>
    public int BucketsPerSize { get; init; } = 5;

    /// <summary>Values from one test to the next, at least 1; 32 by default, as MOA. 1 tests after every value.</summary>
    public int TestEvery { get; init; } = 32;

    /// <summary>Smallest number of values on each side of a cut, at least 1; 5 by default.</summary>
    public int MinimumSide { get; init; } = 5;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(AdwinOptions))
        .Require(Delta is > 0 and < 1, nameof(Delta), Delta, "expected in (0, 1)")
        .Require(BucketsPerSize >= 1, nameof(BucketsPerSize), BucketsPerSize, "expected at least 1")
        .Require(TestEvery >= 1, nameof(TestEvery), TestEvery, "expected at least 1")
        .Require(MinimumSide >= 1, nameof(MinimumSide), MinimumSide, "expected at least 1")
        .ThrowIfAny();
}
