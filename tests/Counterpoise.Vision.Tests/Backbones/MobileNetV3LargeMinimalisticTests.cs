using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>The ImageNet checkpoint in the shared data against the golden values beside it.</summary>
public sealed class MobileNetV3LargeMinimalisticTests
{
    private const string File = "backbones/mobilenet_v3_large_minimalistic.fp16.safetensors";

    [Fact]
    public void The_checkpoint_loads_strictly_and_sees_the_cat()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Load();
        var source = ImageCodec.Decode(System.IO.File.ReadAllBytes(Repository.Data("backbones/cat.bmp")));
        var square = new RgbImage();
        new Resizer().Resize(source, 224, 224, square);
        var pixels = Tensor.FromArray(Array.ConvertAll(square.Pixels.ToArray(), p => (p / 127.5f) - 1), 1, 224, 224, 3);
        using var guard = torch.no_grad();
        var probabilities = model.Forward(pixels.Permute(0, 3, 1, 2).Contiguous()).Softmax(1).ToArray<float>();
        foreach (var (index, expected) in new[] { (285, 0.3901), (281, 0.3901), (282, 0.1632), (539, 0.0213), (478, 0.0018) })
        {
            Assert.InRange(probabilities[index], expected - 2e-3, expected + 2e-3);
        }

        var labels = System.IO.File.ReadAllLines(Repository.Data("backbones/imagenet_labels.txt"));
        var best = Array.IndexOf(probabilities, probabilities.Max());
        Assert.Contains("cat", labels[best + 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MemoryFormat.Contiguous, ScalarType.Float32)]
    [InlineData(MemoryFormat.ChannelsLast, ScalarType.Float32)]
    [InlineData(MemoryFormat.Contiguous, ScalarType.Float64)]
    public void Features_of_a_synthetic_picture_are_the_golden_ones(MemoryFormat format, ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Load();
        model.To(type, format: format);
        var values = new double[3 * 224 * 224];
        for (var k = 0; k < values.Length; k++)
        {
            var (c, i, j) = (k / (224 * 224), k / 224 % 224, k % 224);
            values[k] = Math.Sin(0.1 * (c + 1) * i) + Math.Cos(0.05 * j);
        }

        using var guard = torch.no_grad();
        var features = model.Features(Tensor.FromArray(values, 1, 3, 224, 224).To(type).Contiguous(format));
        var found = features.Double().ToArray<double>();
        (int Index, double Value)[] golden = [(2, 0.7024), (102, 3.0447), (233, 4.6603), (352, 1.8475), (487, 1.4771), (584, 1.0331),
            (687, 2.6347), (152, 9.4444)];
        Assert.All(golden, g => Assert.InRange(found[g.Index], g.Value - 1e-3, g.Value + 1e-3));
        Assert.All([0, 1, 3, 4, 5, 6, 7], i => Assert.Equal(0, found[i]));
        Assert.Equal(291, found.Count(f => f > 0));
        Assert.InRange(found.Sum(), 272.68 - 0.05, 272.68 + 0.05);
        Assert.Equal(152, Array.IndexOf(found, found.Max()));
        var logits = model.Classify(model.Embed(features)).Double().ToArray<double>();
        Assert.Equal(811, Array.IndexOf(logits, logits.Max()));
        Assert.InRange(logits.Max(), 7.0515 - 2e-3, 7.0515 + 2e-3);
    }

    [Fact]
    public void A_new_head_keeps_the_pretrained_features_and_says_what_was_not_loaded()
    {
        using var scope = torch.NewDisposeScope();
        using var model = MobileNetV3.LargeMinimalistic(new() { Classes = 5 }).Initialize(1);
        using var whole = Load();
        var report = model.LoadStateDict(whole.StateDict(), strict: false);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Unexpected);
        Assert.Equal(["classifier.3.weight", "classifier.3.bias"], report.Misshaped.Select(m => m.Split(' ')[0]));
        Assert.Equal(whole.ParameterCount - (995 * 1281), model.ParameterCount);
    }

    private static MobileNetV3 Load()
    {
        var model = MobileNetV3.LargeMinimalistic();
        model.LoadStateDict(SafetensorsFile.Load(Repository.Data(File)));
        model.Eval();
        return model;
    }
}
