using Counterpoise.Options;

namespace Counterpoise.Search.Trials;

/// <summary>The constants of <see cref="TreeParzenSuggestions"/>; the defaults are Optuna's.</summary>
public sealed record TreeParzenOptions
{
    /// <summary>Trials that are drawn evenly before the first estimate, at least 1. Default 10.</summary>
    public int RandomTrials { get; init; } = 10;

    /// <summary>The share of the trials that count as good, in (0, 1). Default 0.1.</summary>
    public double GoodShare { get; init; } = 0.1;

    /// <summary>The most trials that count as good, at least 1. Default 25.</summary>
    public int MostGood { get; init; } = 25;

    /// <summary>Draws from the density of the good ones, of which the best is taken, at least 1. Default 24.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(TreeParzenOptions))
        .Require(RandomTrials >= 1, nameof(RandomTrials), RandomTrials, "it must be at least 1")
        .Require(GoodShare is > 0 and < 1, nameof(GoodShare), GoodShare, "it must be in (0, 1)")
        .Require(MostGood >= 1, nameof(MostGood), MostGood, "it must be at least 1")
        .Require(Candidates >= 1, nameof(Candidates), Candidates, "it must be at least 1")
        .ThrowIfAny();
}
