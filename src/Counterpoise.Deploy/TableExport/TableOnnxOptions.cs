using Counterpoise.Calibration;

namespace Counterpoise.Deploy.TableExport;

/// <summary>How a model of tables is written as ONNX.</summary>
public sealed record TableOnnxOptions
{
    /// <summary>A correction to other class priors, after which the most probable class is decided. Default null: none.</summary>
    public PriorCorrection? Correction { get; init; }
}
