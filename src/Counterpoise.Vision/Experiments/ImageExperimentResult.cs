using Counterpoise.Comparisons;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Experiments;

/// <summary>What an experiment came to.</summary>
/// <param name="Classifier">The trained model, with the weights of the best epoch; the caller disposes it.</param>
/// <param name="Training">The training's curve and warnings.</param>
/// <param name="Test">The evaluation of the test split.</param>
/// <param name="TestPredictions">What was predicted for the test split.</param>
/// <param name="LargeTest">The evaluation of the large test split; null without one.</param>
/// <param name="Cell">The same as a cell of a comparison.</param>
public sealed record ImageExperimentResult(ImageClassifier Classifier, TrainResult Training, Evaluation Test,
    PredictionBatch TestPredictions, Evaluation? LargeTest, ComparisonCell Cell);
