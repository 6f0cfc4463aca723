using Counterpoise.MultiLabel;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>A model of several labels that was trained.</summary>
/// <param name="Model">Its file.</param>
/// <param name="Labels">The labels.</param>
/// <param name="TrainingRows">Training rows that have each label.</param>
/// <param name="Thresholds">The probability from which on each label is given.</param>
/// <param name="Test">Its measures on rows that it has not seen; null where none were kept apart.</param>
public sealed record MultiLabelTrainingResult(string Model, IReadOnlyList<string> Labels, IReadOnlyList<int> TrainingRows,
    IReadOnlyList<double> Thresholds, MultiLabelEvaluation? Test);
