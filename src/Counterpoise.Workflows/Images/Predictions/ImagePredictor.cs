using Counterpoise.Torch;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;

namespace Counterpoise.Workflows.Images;

/// <summary>Runs a model over images, which are read ahead of it; those that cannot be read are left out.</summary>
internal static class ImagePredictor
{
    /// <summary>Predicts in the order of the loader's data set.</summary>
    public static IEnumerable<ImagePrediction> Run(ImageClassifier classifier, ImageLoader loader, int batchSize, bool bfloat16,
        bool embeddings, CancellationToken cancellationToken)
    {
        var classes = classifier.Card.ClassNames.Count;
        foreach (var images in loader.Load(ImageLoader.InOrder(loader.Dataset.Count, batchSize), 0, 0,
            cancellationToken: cancellationToken))
        {
            using (images)
            {
                var (probabilities, kept) = Probabilities(classifier, images, bfloat16, embeddings);
                var width = kept.Length / images.Count;
                for (var i = 0; i < images.Count; i++)
                {
                    yield return new ImagePrediction(loader.Dataset.Samples[images.Indices[i]].Name,
                        probabilities[(i * classes)..((i + 1) * classes)]) { Embedding = kept[(i * width)..((i + 1) * width)] };
                }
            }
        }
    }

    private static (double[] Probabilities, float[] Embeddings) Probabilities(ImageClassifier classifier, ImageBatch images, bool bfloat16,
        bool embeddings)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var (embedding, logits) = Forward(classifier,
            images.ToTensor().Clone(MemoryFormat.ChannelsLast).to(classifier.Network.parameters().First().device), bfloat16);
        return (logits.Double().Softmax(1).ToArray<double>(), embeddings ? embedding.Float().ToArray<float>() : []);
    }

    private static (Tensor Embedding, Tensor Logits) Forward(ImageClassifier classifier, Tensor input, bool bfloat16)
    {
        using var mixed = Autocast.Begin(enabled: bfloat16);
        return classifier.Network.Predict(input);
    }
}
