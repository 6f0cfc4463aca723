using Counterpoise.Deploy.Quantization;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Small models of sensor streams side by side.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Negative">Place of the negative class.</param>
/// <param name="Minority">Place of the class with the fewest training windows.</param>
/// <param name="TrainWindows">Training windows of each class.</param>
/// <param name="TestWindows">Test windows of each class.</param>
/// <param name="Arms">The models, the control first.</param>
/// <param name="Audit">What int8 cost on the test windows.</param>
/// <param name="Files">Files that were written.</param>
public sealed record EmbeddedResult(IReadOnlyList<string> Classes, int Negative, int Minority, IReadOnlyList<int> TrainWindows,
    IReadOnlyList<int> TestWindows, IReadOnlyList<EmbeddedArm> Arms, QuantizationAudit Audit, IReadOnlyList<string> Files)
{
    /// <summary>Whether the split shares subjects and neighbouring windows between the parts, so that all figures flatter.</summary>
    public bool IsLeaky { get; init; }

    /// <summary>Whether the recordings are generated, not measured.</summary>
    public bool IsGenerated { get; init; }
}
