using Counterpoise.Bench.Contrastive;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Parameter = TorchSharp.Modules.Parameter;
using StockSequential = TorchSharp.Modules.Sequential;
using static TorchSharp.torch;

namespace Counterpoise.Bench.Engine;

/// <summary>
/// The same work on TorchSharp alone, with torchvision's network and torch.optim: as its users write it, or tuned with channels-last layout
/// and kept memory.
/// </summary>
internal static class TorchSharpSide
{
    internal static int Serve(EngineTask task, bool tuned)
    {
        if (tuned)
        {
            KeptMemory.Keep();
        }

        random.manual_seed(1);
        nn.Module<Tensor, Tensor> model = task.Network == EngineTask.ResNet18 ? torchvision.models.resnet18()
            : torchvision.models.mobilenet_v3_large();
        if (tuned)
        {
            model.LayOut(MemoryFormat.ChannelsLast);
        }

        var (images, labels) = OurSide.Data(task, tuned);
        return Peer.Serve(task.Kind switch
        {
            EngineTaskKind.Infer => Infer(model, images),
            EngineTaskKind.Train => Train(task, model, images, labels),
            _ => Contrast(task, model, images, labels),
        });
    }

    private static Action Infer(nn.Module<Tensor, Tensor> model, Tensor images)
    {
        model.eval();
        return () =>
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            model.call(images);
        };
    }

    private static Action Train(EngineTask task, nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        var optimizer = OptimizerOf(task, model.parameters());
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(images), labels).backward();
            optimizer.step();
        };
    }

    private static Action Contrast(EngineTask task, nn.Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        var parts = model.named_children().ToDictionary(child => child.name, child => child.module);
        var (features, layers) = ((nn.Module<Tensor, Tensor>)parts["features"],
            ((StockSequential)parts["classifier"]).children().Cast<nn.Module<Tensor, Tensor>>().ToArray());
        const int width = 1280;
        var head = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, EngineTask.Projection));
        var optimizer = OptimizerOf(task, model.parameters().Concat(head.parameters()));
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var embedding = layers[1].call(layers[0].call(nn.functional.adaptive_avg_pool2d(features.call(images), 1).flatten(1)));
            var logits = layers[3].call(layers[2].call(embedding)).narrow(0, 0, task.Images);
            var contrast = StraightforwardSupCon.Loss(head.call(embedding), cat([labels, labels]), EngineTask.Temperature);
            (nn.functional.cross_entropy(logits, labels) + contrast).backward();
            optimizer.step();
        };
    }

    private static optim.Optimizer OptimizerOf(EngineTask task, IEnumerable<Parameter> parameters) => task.Optimizer == "sgd"
        ? optim.SGD(parameters, EngineTask.LearningRate, momentum: EngineTask.Momentum)
        : optim.AdamW(parameters, EngineTask.AdamRate);
}
