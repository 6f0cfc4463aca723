using Counterpoise.Deploy.CExport;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Workflows.Exporting;

/// <summary>What was written.</summary>
/// <param name="Files">Paths of the files.</param>
/// <param name="Classes">The model's classes, in the order of the outputs.</param>
/// <param name="Cost">What the int8 network costs on a device; null for single precision.</param>
/// <param name="Audit">What int8 cost on the test split; null for single precision or without a test split.</param>
/// <param name="Saturated">Values of which calibration clipped more than 1%.</param>
public sealed record ExportingResult(IReadOnlyList<string> Files, IReadOnlyList<string> Classes, DeviceCost? Cost, QuantizationAudit? Audit,
    IReadOnlyList<ValueRange> Saturated)
{
    /// <summary>What int8 would have cost on the test split without the training that had it in view; null without such a training.
    /// </summary>
    public QuantizationAudit? UntrainedAudit { get; init; }

    /// <summary>What the training with int8 in view gave; null without it.</summary>
    public QuantizationAwareResult? QuantizationAware { get; init; }

    /// <summary>What a model of tables costs on a device; null for images and for ONNX.</summary>
    public TableCost? TableCost { get; init; }
}
