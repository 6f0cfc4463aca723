using System.Globalization;
using System.Text.Json;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Files;
using Counterpoise.TableModels;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Workflows.Images;

/// <summary>A model of images that <c>export</c> has written, through ONNX Runtime: libtorch is not needed.</summary>
internal sealed class OnnxClassifier : IDisposable
{
    // 2: the file may have a decision of its own.
    private const int NewestFormat = 2;

    // A share of a batch smaller than this is no work for a core of its own.
    private const int SmallestShare = 2;

    private readonly InferenceSession _session;
    private readonly Lazy<InferenceSession> _single;

    private OnnxClassifier(string path, InferenceSession session, ModelCard card, int? positiveClass, TableDecision? decision)
    {
        (_session, Card, PositiveClass, Decision) = (session, card, positiveClass, decision);
        _single = new Lazy<InferenceSession>(() => OnnxSession.Open(path, threads: 1));
        Evaluation = new AugmentationPipeline(AugmentationOptions.Evaluation(card.ImageSize, card.Crop));
    }

    /// <summary>What the file says of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The class that a threshold is for, of two; null where the file names none.</summary>
    public int? PositiveClass { get; }

    /// <summary>The model's own decision; null for the most probable class.</summary>
    public TableDecision? Decision { get; }

    /// <summary>The model's own decision, of probabilities row-major [n, C] to n classes; null for the most probable class.</summary>
    public Func<double[], int[]>? Decide => Decision is { } own ? p => own.Decide(p, PositiveClass ?? 1) : null;

    /// <summary>How images are brought to its size.</summary>
    public AugmentationPipeline Evaluation { get; }

    /// <summary>Pixels as the file takes them; its own normalisation is inside.</summary>
    public static Normalization Normalization => Normalization.ZeroTo255;

    /// <summary>Whether a path names an ONNX file.</summary>
    public static bool Is(string path) => OnnxSession.Is(path);

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is no model of images that export has written.</exception>
    public static OnnxClassifier Open(string path)
    {
        var session = OnnxSession.Open(path);
        try
        {
            return Read(path, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Probabilities of images, row-major [images, C].</summary>
    /// <remarks>
    /// The cores share a single image layer by layer; of several each core takes some from beginning to end, since cores that wait for each
    /// other after every layer lose time whenever one of them has something else to do, such as answering requests.
    /// </remarks>
    public double[] Predict(ImageBatch batch)
    {
        var shares = Math.Min(Environment.ProcessorCount, batch.Count / SmallestShare);
        if (shares < 2) return Run(_session, batch, 0, batch.Count);
        var parts = new double[shares][];
        var session = _single.Value;
        Parallel.For(0, shares, share =>
        {
            var (first, last) = (batch.Count * share / shares, batch.Count * (share + 1) / shares);
            parts[share] = Run(session, batch, first, last - first);
        });
        return [.. parts.SelectMany(p => p)];
    }

    /// <summary>Predicts in the order of the loader's data set.</summary>
    public IEnumerable<ImagePrediction> Run(ImageLoader loader, int batchSize, CancellationToken cancellationToken)
    {
        var classes = Card.ClassNames.Count;
        foreach (var images in loader.Load(ImageLoader.InOrder(loader.Dataset.Count, batchSize), 0, 0,
            cancellationToken: cancellationToken))
        {
            using (images)
            {
                var probabilities = Predict(images);
                for (var i = 0; i < images.Count; i++)
                    yield return new ImagePrediction(loader.Dataset.Samples[images.Indices[i]].Name,
                        probabilities[(i * classes)..((i + 1) * classes)]);
            }
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        if (_single.IsValueCreated) _single.Value.Dispose();
    }

    private static double[] Run(InferenceSession session, ImageBatch batch, int first, int count)
    {
        var image = 3 * batch.Size * batch.Size;
        var tensor = new DenseTensor<float>(batch.Pixels.Slice(first * image, count * image), [count, 3, batch.Size, batch.Size]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input", tensor)], ["output"]);
        return [.. results[0].AsEnumerable<float>().Select(p => (double)p)];
    }

    private static OnnxClassifier Read(string path, InferenceSession session)
    {
        var metadata = session.ModelMetadata.CustomMetadataMap;
        var shape = session.InputMetadata.TryGetValue("input", out var input) ? input.Dimensions : [];
        if (!metadata.TryGetValue("classes", out var classes) || shape is not [_, 3, var height, var width] || height != width
            || height < 1)
            throw new InvalidDataException(session.InputMetadata.Keys.Any(name => name is "numbers" or "names")
                ? $"'{path}' takes rows of a table, and lacks the metadata 'classes' and 'columns', which say what a row is: another tool "
                    + "has left them out; export the model again, or keep them"
                : $"'{path}' is no model that export has written: expected an input [N, 3, side, side] and the metadata 'classes', or of a "
                    + "model of tables the metadata 'classes' and 'columns'");
        FileFormat.Require(path, metadata, NewestFormat, "export the model again");
        try
        {
            var card = new ModelCard
            {
                Architecture = metadata.GetValueOrDefault("architecture", "unknown"),
                ClassNames = JsonSerializer.Deserialize<string[]>(classes) ?? [],
                ImageSize = height,
                Crop = Enum.TryParse<CropRule>(metadata.GetValueOrDefault("crop"), out var rule) ? rule : CropRule.Center,
                SixteenBitDepth = int.Parse(metadata.GetValueOrDefault("sixteen_bit_depth", "16"), CultureInfo.InvariantCulture),
                TrainCounts = metadata.TryGetValue("train_counts", out var counts) ? JsonSerializer.Deserialize<int[]>(counts) ?? [] : [],
                Method = metadata.GetValueOrDefault("method"),
                FollowsClassPriors = metadata.TryGetValue("follows_class_shares", out var follows) ? follows == "true" : null,
            };
            return new OnnxClassifier(path, session, card, OnnxDecision.ReadPositive(metadata, card.ClassNames),
                OnnxDecision.Read(metadata, card.ClassNames));
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"'{path}' has metadata that cannot be read: {e.Message}", e);
        }
    }
}
