using Counterpoise.Options;

namespace Counterpoise.Ensembles;

/// <summary>Options of <see cref="EasyEnsemble"/>.</summary>
public sealed record EasyEnsembleOptions
{
    /// <summary>Balanced draws, at least 1. Default and paper 10.</summary>
    public int Members { get; init; } = 10;

    /// <summary>Rounds of boosting on each draw, at least 1. Default 50; the paper takes 10.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>Threads, at least 1; default all processors. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(EasyEnsembleOptions))
        .Require(Members >= 1, nameof(Members), Members, "expected at least 1")
        .Require(Rounds >= 1, nameof(Rounds), Rounds, "expected at least 1")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .ThrowIfAny();
}
