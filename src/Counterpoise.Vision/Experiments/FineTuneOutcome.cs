using Counterpoise.Learning.Training;

namespace Counterpoise.Vision.Experiments;

/// <summary>What fine-tuning on two classes came to.</summary>
/// <param name="Training">The training; the kept epoch is the best on validation.</param>
/// <param name="ValidationScores">The probability of the second class for each validation image.</param>
/// <param name="TestScores">The probability of the second class for each test image.</param>
public sealed record FineTuneOutcome(LoopResult Training, double[] ValidationScores, double[] TestScores);
