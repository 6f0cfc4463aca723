using System.Globalization;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.PostHoc;

/// <summary>
/// A second stage after plain training, of the last layer alone: retrained (cRT) or rescaled class by class (LWS) with class-balanced
/// sampling, or τ-normalised, or its logits adjusted by the class priors, with τ from the validation split. The features stay as they are.
/// </summary>
/// <remarks>
/// Embeddings of all rows are computed once, without augmentation, so that the stage takes seconds: O(E n C D). Everything random comes
/// from the seed, and the weights of the first stage are kept beside those of the second: a run that is killed in between ends as one left
/// alone. References: Kang, Xie, Rohrbach, Yan, Gordo, Feng and Kalantidis, "Decoupling Representation and Classifier for Long-Tailed
/// Recognition", ICLR 2020, arXiv:1910.09217; Menon et al., "Long-tail learning via logit adjustment", ICLR 2021, arXiv:2007.07314.
/// </remarks>
public static class HeadStage
{
    private static readonly double[] s_normalizations = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    private static readonly double[] s_adjustments = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

    /// <summary>Runs the stage; the model ends with the new last layer.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="options">What is done.</param>
    /// <param name="training">The training rows, without augmentation.</param>
    /// <param name="validation">Rows on which the epoch, or τ, is chosen by the watched metric; null takes the last epoch, or τ =
    /// 1.</param>
    /// <param name="trainer">How the model was trained: seed, batch size, weight decay and watched metric are taken over.</param>
    /// <param name="run">Where the model is kept; null keeps nothing.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The model has no last layer on its embedding.</exception>
    public static HeadStageResult Run(EmbeddingClassifier model, HeadStageOptions options, IBatchSource training, IBatchSource? validation,
        TrainerOptions trainer, RunFolder? run = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(trainer);
        options.Validate();
        var head = model.Head ?? throw new ArgumentException(
            $"{model.Architecture}: the last layer does not stand on the embedding, so it has no second stage: take the input of the "
            + $"last linear layer as the embedding (penultimate)", nameof(model));
        RestoreFirstStage(model, run);
        using var scope = torch.NewDisposeScope();
        var watched = validation is null ? null : Embeddings(model, validation, trainer, cancellationToken);
        var result = options.Kind switch
        {
            HeadStageKind.Normalization => Normalize(head, watched, trainer),
            HeadStageKind.Adjustment => Adjust(head, training.Labels, watched, trainer),
            _ => Train(head, options, Embeddings(model, training, trainer, cancellationToken), watched, trainer, cancellationToken),
        };
        if (run is not null)
        {
            SafetensorsFile.Save(run.BestCheckpoint, model.StateDict(), run.ModelMetadata, cancellationToken: cancellationToken);
        }

        return result;
    }

    private static void RestoreFirstStage(EmbeddingClassifier model, RunFolder? run)
    {
        if (run is null)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        if (File.Exists(run.FirstStageCheckpoint))
        {
            model.LoadStateDict(SafetensorsFile.Load(run.FirstStageCheckpoint));
        }
        else
        {
            SafetensorsFile.Save(run.FirstStageCheckpoint, model.StateDict(), run.ModelMetadata);
        }
    }

    private static TensorBatchSource Embeddings(EmbeddingClassifier model, IBatchSource source, TrainerOptions trainer,
        CancellationToken cancellationToken)
    {
        var predictions = Predictor.Run(model, source, trainer.BatchSize, embeddings: true, bfloat16: trainer.BFloat16,
            cancellationToken: cancellationToken);
        return new TensorBatchSource(Tensor.FromArray(predictions.Embeddings, predictions.Labels.Length, predictions.EmbeddingSize),
            predictions.Labels);
    }

    private static HeadStageResult Train(Linear head, HeadStageOptions options, TensorBatchSource rows, TensorBatchSource? validation,
        TrainerOptions trainer, CancellationToken cancellationToken)
    {
        var scaled = options.Kind == HeadStageKind.Rescaling;
        using var stage = new StagedHead(head, scaled, trainer.Seed);
        var own = new TrainerOptions
        {
            Epochs = options.Epochs,
            LearningRate = options.LearningRate,
            WarmUpEpochs = 0,
            BatchSize = trainer.BatchSize,
            Seed = trainer.Seed,
            WeightDecay = scaled ? 0 : trainer.WeightDecay,
            Sampler = SamplerKind.ClassAware,
            WatchedMetric = trainer.WatchedMetric,
        };
        using var fit = new Trainer(stage, new TrainingObjective(WeightedCrossEntropy.Unweighted(head.Outputs),
            Counts(rows.Labels, head.Outputs)), null, own);
        var result = fit.Fit(rows, validation, cancellationToken: cancellationToken);
        var (weight, bias) = stage.Values;
        Put(head, weight, bias);
        return new HeadStageResult(result.BestMetric, null,
            string.Create(CultureInfo.InvariantCulture,
            $"second stage: the last layer was {(scaled ? "rescaled class by class" : "retrained")} with class-balanced sampling, epoch "
            + $"{result.BestEpoch} of {options.Epochs}"));
    }

    private static HeadStageResult Normalize(Linear head, TensorBatchSource? validation, TrainerOptions trainer)
    {
        var (result, tau) = Choose(head, s_normalizations, candidate => (TauNormalization.Apply(head.Weight, candidate), null), validation,
            trainer);
        return new HeadStageResult(result, tau, string.Create(CultureInfo.InvariantCulture,
            $"second stage: the last layer was τ-normalised with τ = "
            + $"{tau}{(validation is null ? "" : ", chosen on the validation split")}, without its bias"));
    }

    private static HeadStageResult Adjust(Linear head, IReadOnlyList<int> labels, TensorBatchSource? validation, TrainerOptions trainer)
    {
        var bias = head.Bias ?? throw new ArgumentException(
            "the last layer has no bias, so its logits cannot be adjusted: choose another second stage", nameof(head));
        var counts = Counts(labels, head.Outputs);
        var (result, tau) = Choose(head, s_adjustments, candidate => (head.Weight, LogitAdjustment.Correct(bias, counts, candidate)),
            validation, trainer);
        return new HeadStageResult(result, tau, string.Create(CultureInfo.InvariantCulture,
            $"second stage: the logits were adjusted by the class priors with τ = "
            + $"{tau}{(validation is null ? "" : ", chosen on the validation split")}"));
    }

    /// <summary>Tries values of τ, and leaves the layer of the best; of equals, of the first. Without validation rows τ is 1.</summary>
    private static (double? Metric, double Tau) Choose(Linear head, double[] candidates, Func<double, (Tensor Weight, Tensor? Bias)> layer,
        TensorBatchSource? validation, TrainerOptions trainer)
    {
        using var unrecorded = torch.no_grad();
        var (tau, best) = (1.0, default(double?));
        foreach (var candidate in validation is null ? [] : candidates)
        {
            using var scope = torch.NewDisposeScope();
            var (weight, bias) = layer(candidate);
            var (value, higherIsBetter) = Measure(validation!, weight, bias, trainer.WatchedMetric);
            if (best is not { } known || (higherIsBetter ? value > known : value < known))
            {
                (tau, best) = (candidate, value);
            }
        }

        using var chosen = torch.NewDisposeScope();
        var (lastWeight, lastBias) = layer(tau);
        Put(head, lastWeight, lastBias);
        return (best, tau);
    }

    private static (double Value, bool HigherIsBetter) Measure(TensorBatchSource validation, Tensor weight, Tensor? bias, string watched)
    {
        using var batch = validation.Read([[.. Enumerable.Range(0, validation.Labels.Count)]], 0, 1, CancellationToken.None).Single();
        var logits = Functional.Linear(batch.Views[0].To(weight.Device), weight, bias);
        var evaluation = Evaluation.Of([.. validation.Labels], logits.Double().Softmax(1).ToArray<double>(),
            [.. Enumerable.Range(0, (int)weight.Size(0)).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c}"))],
            new EvaluationOptions { PositiveClass = MinorityClass.Of(Counts(validation.Labels, (int)weight.Size(0))) });
        var metric = evaluation.Metrics.First(m => m.Name == watched);
        return (metric.Value ?? double.NaN, metric.HigherIsBetter);
    }

    private static int[] Counts(IReadOnlyList<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return counts;
    }

    private static void Put(Linear head, Tensor weight, Tensor? bias)
    {
        using var unrecorded = torch.no_grad();
        head.Weight.CopyFrom(weight.Detach());
        if (head.Bias is { } own)
        {
            if (bias is null)
            {
                own.ZeroInPlace();
            }
            else
            {
                own.CopyFrom(bias.Detach());
            }
        }
    }
}
