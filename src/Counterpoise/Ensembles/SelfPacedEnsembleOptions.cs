using Counterpoise.Options;

namespace Counterpoise.Ensembles;

/// <summary>Options of <see cref="SelfPacedEnsemble"/>.</summary>
public sealed record SelfPacedEnsembleOptions
{
    /// <summary>Members, at least 1. Default and paper 10.</summary>
    public int Members { get; init; } = 10;

    /// <summary>Bins of hardness, k, at least 1. Default and paper 20.</summary>
    public int Bins { get; init; } = 20;

    /// <summary>Threads, at least 1; default all processors. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(SelfPacedEnsembleOptions))
        .Require(Members >= 1, nameof(Members), Members, "expected at least 1")
        .Require(Bins >= 1, nameof(Bins), Bins, "expected at least 1")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .ThrowIfAny();
}
