using Counterpoise.Deploy.Onnx;
using Counterpoise.LayerGraphs;
using Counterpoise.Tests;
using Counterpoise.Torch.Files;
using Counterpoise.Torch;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;

namespace Counterpoise.Serving.Tests;

/// <summary>A network with weights of a seed, saved as a run would, and images to ask it about.</summary>
public sealed class SmallModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallModel()
    {
        Weights = Save("first.safetensors", 1);
        using var classifier = ImageClassifier.Load(Weights);
        Onnx = _folder.File("model.onnx");
        var n = classifier.Normalization;
        float[] scale = [.. n.Deviation.Select(d => (float)(1 / (255 * d)))],
            shift = [.. n.Mean.Zip(n.Deviation).Select(p => (float)(-p.First / p.Second))];
        File.WriteAllBytes(Onnx, OnnxExporter.Export(new LayerGraph(new LayerShape(Side, Side, 3),
            [new ScaleLayer(0, scale, shift), PoolLayer.WholeMean(1, new LayerShape(Side, Side, 3)),
            new DenseLayer(2, [1, 0, 0, 0, 0, 1], [0, 0])]),
            new OnnxExportOptions { Classes = ["common", "rare"], Metadata = new Dictionary<string,
                string> { ["architecture"] = "mean", ["crop"] = "Center" } }));
    }

    public const int Side = 32;

    public string Weights { get; }

    public string Onnx { get; }

    public string Folder => _folder.Path;

    public static byte[] Image(byte red, byte blue)
    {
        var pixels = new byte[40 * 40 * 3];
        for (var i = 0; i < pixels.Length; i += 3) (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, (byte)(i % 251), blue);
        return ImageCodec.EncodePng(new RgbImage(40, 40, pixels));
    }

    public string Save(string name, ulong seed)
    {
        var card = new ModelCard { Architecture = "small-cnn", ClassNames = ["common", "rare"], ImageSize = Side, TrainCounts = [900, 100],
            Method = "ce", FollowsClassPriors = true };
        using var classifier = ImageClassifier.Create(card, seed);
        var path = _folder.File(name);
        SafetensorsFile.Save(path, classifier.Network.state_dict(), card.ToMetadata());
        return path;
    }

    public void Dispose() => _folder.Dispose();
}
