using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Images;

/// <summary>What a training on images gave.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Model">The weight file of the best epoch.</param>
/// <param name="Report">The report.</param>
/// <param name="BestEpoch">The epoch that is kept, from 1.</param>
/// <param name="Validation">The watched metric on the validation split in that epoch; null where there is no such part.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Test">The evaluation on the test split.</param>
public sealed record ImageTrainingResult(string Folder, string Model, string Report, int BestEpoch, double? Validation, double Seconds,
    Evaluation Test);
