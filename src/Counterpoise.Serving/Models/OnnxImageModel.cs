using System.Text.Json;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Serving.Models;

/// <summary>A model that <c>export</c> has written, through ONNX Runtime.</summary>
internal sealed class OnnxImageModel : IServedModel
{
    private readonly InferenceSession _session;
    private readonly AugmentationPipeline _pipeline;
    private readonly long _maximumPixels;

    public OnnxImageModel(string file, long maximumPixels)
    {
        _maximumPixels = maximumPixels;
        try
        {
            _session = new InferenceSession(file);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"'{file}' is no ONNX file that can be run: {e.Message}", e);
        }

        var metadata = _session.ModelMetadata.CustomMetadataMap;
        var shape = _session.InputMetadata.TryGetValue("input", out var input) ? input.Dimensions : [];
        if (!metadata.TryGetValue("classes", out var classes) || shape is not [_, 3, var height, var width] || height != width
            || height < 1)
        {
            _session.Dispose();
            throw new InvalidDataException(
                $"'{file}' is no model of images that export has written: expected an input [N, 3, side, side] and the metadata 'classes'");
        }

        var crop = Enum.TryParse<CropRule>(metadata.GetValueOrDefault("crop"), out var rule) ? rule : CropRule.Center;
        _pipeline = new AugmentationPipeline(AugmentationOptions.Evaluation(height, crop));
        Card = new ServedCard(ServedModels.VersionOf(file), Path.GetFileName(file), metadata.GetValueOrDefault("architecture", "unknown"),
            JsonSerializer.Deserialize<string[]>(classes) ?? [], [], height, null, false);
    }

    public ServedCard Card { get; }

    public IReadOnlyList<ScoredImage> Predict(IReadOnlyList<byte[]> images)
    {
        var (batch, faults) = ImageBatches.Load(images, Card.Classes, _pipeline, Normalization.ZeroTo255, _maximumPixels, 16);
        if (batch is null || batch.Count == 0) return ImageBatches.Place(images.Count, [], [], faults);
        using (batch)
        {
            var tensor = new DenseTensor<float>(batch.Pixels, [batch.Count, 3, batch.Size, batch.Size]);
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor("input", tensor)]);
            return ImageBatches.Place(images.Count, batch.Indices, [.. results[0].AsEnumerable<float>().Select(p => (double)p)], faults);
        }
    }

    public void Dispose() => _session.Dispose();
}
