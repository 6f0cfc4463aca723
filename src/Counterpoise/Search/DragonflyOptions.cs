using Counterpoise.Options;

namespace Counterpoise.Search;

/// <summary>Options of <see cref="Dragonfly"/>.</summary>
public sealed record DragonflyOptions
{
    /// <summary>Dragonflies, at least 2. Default 20.</summary>
    public int Population { get; init; } = 20;

    /// <summary>Moves of all of them, at least 1; there are Population × Iterations evaluations. Default 30.</summary>
    public int Iterations { get; init; } = 30;

    /// <summary>Which way separation moves. Default as in the authors' code.</summary>
    public SeparationSign Separation { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(DragonflyOptions))
        .Require(Population >= 2, nameof(Population), Population, "expected at least 2")
        .Require(Iterations >= 1, nameof(Iterations), Iterations, "expected at least 1")
        .ThrowIfAny();
}
