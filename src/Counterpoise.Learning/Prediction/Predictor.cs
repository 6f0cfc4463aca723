using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Prediction;

/// <summary>Runs a model over rows in eval mode, without recording.</summary>
public static class Predictor
{
    /// <summary>Computes probabilities, and embeddings on request, of every row in order.</summary>
    /// <param name="model">The model; put back in the mode it was in.</param>
    /// <param name="source">The rows, without augmentation.</param>
    /// <param name="batchSize">Rows at a time; does not change the result but for rounding.</param>
    /// <param name="embeddings">Whether embeddings are kept.</param>
    /// <param name="bfloat16">Whether the forward pass runs in bfloat16.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static PredictionBatch Run(EmbeddingClassifier model, IBatchSource source, int batchSize = 64, bool embeddings = false,
        bool bfloat16 = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var count = source.Labels.Count;
        var probabilities = new double[count * model.ClassCount];
        var kept = new float[embeddings ? count * model.EmbeddingSize : 0];
        var training = model.training;
        var device = model.parameters().First().device;
        model.eval();
        try
        {
            var done = 0;
            using var _ = torch.no_grad();
            foreach (var batch in source.Read([.. Enumerable.Range(0, count).Chunk(batchSize)], 0, 1, cancellationToken))
            {
                using var scope = torch.NewDisposeScope();
                using (batch)
                {
                    batch.MoveTo(device);
                    var (embedding, logits) = Predict(model, batch.Views[0], bfloat16);
                    logits.Double().Softmax(1).ToArray<double>().CopyTo(probabilities, done * model.ClassCount);
                    if (embeddings)
                    {
                        embedding.Float().ToArray<float>().CopyTo(kept, done * model.EmbeddingSize);
                    }

                    done += (int)batch.Labels.Count;
                }
            }

            if (done != count)
            {
                throw new InvalidOperationException(
                    $"the source gave {done} of its {count} rows; every row needs a prediction, so check beforehand that all can be read");
            }
        }
        finally
        {
            model.train(training);
        }

        return new PredictionBatch([.. source.Labels], probabilities, kept, model.EmbeddingSize);
    }

    private static (Tensor Embedding, Tensor Logits) Predict(EmbeddingClassifier model, Tensor input, bool bfloat16)
    {
        using var mixed = Autocast.Begin(input.device_type, enabled: bfloat16);
        return model.Predict(input);
    }
}
