using Counterpoise.Calibration;
using Counterpoise.TableModels;

namespace Counterpoise.Deploy.FeatureExport;

/// <summary>What the ONNX file of a model on frozen features holds beside its experts.</summary>
public sealed record FeatureOnnxOptions
{
    /// <summary>The classes, in the order of the probabilities; metadata <c>classes</c>.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The model's own decision; null for the most probable class. A <see cref="Correction"/> takes its place.</summary>
    public TableDecision? Decision { get; init; }

    /// <summary>The class of two that a threshold is for, by its place. Default 1.</summary>
    public int PositiveClass { get; init; } = 1;

    /// <summary>A correction to other class priors, after which the most probable class is decided. Default null: none.</summary>
    public PriorCorrection? Correction { get; init; }

    /// <summary>Further metadata, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
