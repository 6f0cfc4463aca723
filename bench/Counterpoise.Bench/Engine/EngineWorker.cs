using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Bench.Engine;

/// <summary>Our side of a case: MobileNetV3-Large on random images, or tiny operator calls.</summary>
internal static class EngineWorker
{
    private const int Calls = 20_000;

    internal static int Run(string name) => name.Split('-') switch
    {
        ["call"] => Call(),
        ["train", var precision, var optimizer, var size] => Train(precision == "bf16", optimizer, size),
        ["infer", var precision, _, var size] => Infer(precision == "bf16", size),
        _ => throw new ArgumentException($"no case '{name}'"),
    };

    private static int Call()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var (a, b) = (Tensor.Ones(1), Tensor.Ones(1));
        return Peer.Serve(() =>
        {
            for (var i = 0; i < Calls; i++)
            {
                (a + b).Dispose();
            }
        });
    }

    private static int Train(bool half, string optimizerName, string size)
    {
        using var model = MobileNetV3.Large().Initialize(1);
        model.To(format: MemoryFormat.ChannelsLast);
        model.SeedNoise(1);
        using Optimizer optimizer = optimizerName == "sgd"
            ? new Sgd(model.Parameters(), new SgdOptions { LearningRate = 0.01, Momentum = 0.9 })
            : new AdamW(model.Parameters(), new AdamOptions { LearningRate = 1e-4 });
        var (images, labels) = Data(size);
        return Peer.Serve(() =>
        {
            using var scope = torch.NewDisposeScope();
            optimizer.ZeroGrad();
            Tensor loss;
            using (Autocast.Begin(enabled: half))
            {
                loss = Functional.CrossEntropy(model.Forward(images), labels);
            }

            loss.Backward();
            optimizer.Step();
        });
    }

    private static int Infer(bool half, string size)
    {
        using var model = MobileNetV3.Large().Initialize(1);
        model.To(format: MemoryFormat.ChannelsLast);
        model.Eval();
        var (images, _) = Data(size);
        return Peer.Serve(() =>
        {
            using var scope = torch.NewDisposeScope();
            using var inference = torch.inference_mode();
            using var autocast = Autocast.Begin(enabled: half);
            model.Forward(images);
        });
    }

    private static (Tensor Images, Tensor Labels) Data(string size)
    {
        var side = int.Parse(size, System.Globalization.CultureInfo.InvariantCulture);
        var batch = EngineCase.BatchOf(size);
        using var scope = torch.NewDisposeScope();
        var images = Tensor.Rand([batch, 3, side, side]).Contiguous(MemoryFormat.ChannelsLast);
        return (images.DetachFromDisposeScope(), Tensor.RandInt(0, 1000, [batch]).DetachFromDisposeScope());
    }
}
