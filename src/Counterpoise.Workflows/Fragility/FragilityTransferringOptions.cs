using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Whose curve is learned, from whom, and how.</summary>
public sealed record FragilityTransferringOptions
{
    /// <summary>The records of all structures.</summary>
    public required FragilityDataOptions Data { get; init; }

    /// <summary>The structure with few records.</summary>
    public required string Target { get; init; }

    /// <summary>Structures to learn from. Default empty: all others of the file.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The source most like the target: direct transfer takes it, priors are centred on it. Default null.</summary>
    public string? Closest { get; init; }

    /// <summary>A table of published curves as further sources. Default null.</summary>
    public string? CurveFile { get; init; }

    /// <summary>The strategy. Default null: the one with the lowest held-out log loss.</summary>
    public string? Strategy { get; init; }

    /// <summary>Form, priors and sampler.</summary>
    public TransferOptions Transfer { get; init; } = new();
}
