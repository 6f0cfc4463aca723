using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using static TorchSharp.torch;

// Our losses, sampler, trainer and metrics on a model of TorchSharp's: 400 points of a common class, 40 of a rare one.
manual_seed(1);
int[] labels = [.. Enumerable.Range(0, 440).Select(i => i % 11 == 0 ? 1 : 0)], counts = [400, 40];
using var points = randn(440, 2) + tensor(labels.Select(label => 2f * label).ToArray()).unsqueeze(1);
using var model = new NetworkClassifier(nn.Sequential(nn.Linear(2, 16), nn.ReLU()), nn.Linear(16, 2), "two layers");
var rows = new TensorBatchSource(points, labels);
using var trainer = new Trainer(model, Method.Named("la").Objective(counts), null,
    new TrainerOptions { Epochs = 20, LearningRate = 0.01, Sampler = SamplerKind.ClassAware });
trainer.Fit(rows, validation: null);
var found = Evaluation.Of(labels, Predictor.Run(model, rows).Probabilities, ["common", "rare"]);
Console.WriteLine($"balanced accuracy {found.Value("balanced_accuracy"):F2}, recall of the rare class {found.Classes[1].Recall:F2}");
