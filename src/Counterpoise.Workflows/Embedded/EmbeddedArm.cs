using Counterpoise.Deploy.Sensors;

namespace Counterpoise.Workflows.Embedded;

/// <summary>A model, what it costs and how it does on the test split.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Recalls">Recall of each class over windows, most probable class; NaN for a class without windows.</param>
/// <param name="Thresholds">Rejection thresholds, by class, chosen on the validation streams.</param>
/// <param name="Events">What it does on the test streams with these thresholds.</param>
/// <param name="FlashBytes">Bytes of its constants; null where it is not written for devices.</param>
/// <param name="MemoryBytes">Bytes of working memory.</param>
/// <param name="Multiplications">Multiplications of a window, or comparisons of a forest.</param>
public sealed record EmbeddedArm(string Name, IReadOnlyList<double> Recalls, IReadOnlyList<double> Thresholds, EventScores Events,
    long? FlashBytes, long? MemoryBytes, long? Multiplications)
{
    /// <summary>Mean of the recalls over classes that have windows: balanced accuracy.</summary>
    public double MacroRecall => Recalls.Where(r => !double.IsNaN(r)).DefaultIfEmpty(double.NaN).Average();
}
