using System.Diagnostics;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Models;

namespace Counterpoise.Bench.Engine;

/// <summary>This library's networks on random images.</summary>
internal sealed class OurSide(EngineTask task, bool half)
{
    private readonly Stopwatch _update = new();

    /// <summary>Answers until the bench has enough.</summary>
    internal int Serve()
    {
        KeptMemory.Keep();
        return Peer.Serve(task.Kind switch { EngineTaskKind.Infer => Infer(), EngineTaskKind.Train => Train(), _ => Contrast() }, _update);
    }

    /// <summary>Images in channels-last layout and labels, the same on all sides.</summary>
    internal static (Tensor Images, Tensor Labels) Data(EngineTask task, bool channelsLast)
    {
        torch.random.manual_seed(1);
        using var scope = torch.NewDisposeScope();
        var images = torch.rand(task.Rows, 3, task.Size, task.Size);
        var labels = torch.randint(0, EngineTask.Classes, [task.Images], dtype: ScalarType.Int64);
        return ((channelsLast ? images.Contiguous(MemoryFormat.ChannelsLast) : images).DetachFromDisposeScope(),
            labels.DetachFromDisposeScope());
    }

    internal static nn.Module<Tensor, Tensor> Network(EngineTask task)
    {
        nn.Module<Tensor, Tensor> model = task.Network == EngineTask.ResNet18 ? ResNet.ResNet18(new() { Classes = EngineTask.Classes })
            : MobileNetV3.Large(new() { Classes = EngineTask.Classes });
        model.Initialize(1);
        model.LayOut(MemoryFormat.ChannelsLast);
        model.SeedNoise(1);
        return model;
    }

    private Action Infer()
    {
        var model = Network(task);
        model.eval();
        var (images, _) = Data(task, channelsLast: true);
        return () =>
        {
            using var scope = torch.NewDisposeScope();
            using var inference = torch.inference_mode();
            using var autocast = Autocast.Begin(enabled: half);
            model.call(images);
        };
    }

    private Action Train()
    {
        var model = Network(task);
        var optimizer = Optimizer([.. model.parameters()]);
        var (images, labels) = Data(task, channelsLast: true);
        return () =>
        {
            using var scope = torch.NewDisposeScope();
            optimizer.ZeroGrad();
            Tensor loss;
            using (Autocast.Begin(enabled: half))
            {
                loss = nn.functional.cross_entropy(model.call(images), labels);
            }

            loss.backward();
            Update(optimizer);
        };
    }

    private Action Contrast()
    {
        var network = new BackboneClassifier((IBackbone)Network(task), task.Network);
        var head = new ProjectionHead(network.EmbeddingSize, projectionSize: EngineTask.Projection).Initialize(2);
        var counts = Enumerable.Repeat(100, EngineTask.Classes).ToArray();
        var objective = Method.Named("acl").Objective(counts);
        var optimizer = Optimizer([.. network.parameters(), .. head.parameters()]);
        var (images, labels) = Data(task, channelsLast: true);
        var batch = new TrainingBatch([images.narrow(0, 0, task.Images), images.narrow(0, task.Images, task.Images)], labels);
        return () =>
        {
            using var scope = torch.NewDisposeScope();
            optimizer.ZeroGrad();
            var (embedding, logits) = network.call(images);
            objective.Compute(logits.narrow(0, 0, task.Images), head.call(embedding), batch, epoch: 0).Total.backward();
            Update(optimizer);
        };
    }

    private Optimizer Optimizer(Tensor[] parameters) => task.Optimizer == "sgd"
        ? new Sgd(parameters, new SgdOptions { LearningRate = EngineTask.LearningRate, Momentum = EngineTask.Momentum })
        : new AdamW(parameters, new AdamOptions { LearningRate = EngineTask.AdamRate });

    private void Update(Optimizer optimizer)
    {
        _update.Start();
        optimizer.Step();
        _update.Stop();
    }
}
