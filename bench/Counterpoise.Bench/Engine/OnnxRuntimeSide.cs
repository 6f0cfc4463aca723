using System.Globalization;
using Counterpoise.Bench.Engine.Onnx;
using Counterpoise.Torch;
using Microsoft.ML.OnnxRuntime;

namespace Counterpoise.Bench.Engine;

/// <summary>Inference of the same weights and images by ONNX Runtime, from memory to memory.</summary>
internal static class OnnxRuntimeSide
{
    private const double Tolerance = 1e-3;

    internal static int Serve(EngineTask task)
    {
        if (task.Kind != EngineTaskKind.Infer)
        {
            throw new ArgumentException($"ONNX Runtime does not do {task}");
        }

        using var model = OurSide.Network(task);
        model.eval();
        var (images, _) = OurSide.Data(task, channelsLast: false);
        long[] shape = images.shape;
        using var options = new SessionOptions { IntraOpNumThreads = int.Parse(Peer.Threads, CultureInfo.InvariantCulture),
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };

        // A thread that spins would be counted as processor time that the network needs.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        using var session = new InferenceSession(OnnxNetwork.Write(model, shape), options);
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(images.ToArray<float>(), shape);
        var logits = new float[task.Rows * EngineTask.Classes];
        using var output = OrtValue.CreateTensorValueFromMemory(logits, [task.Rows, EngineTask.Classes]);
        void Step() => session.Run(run, ["input"], [input], ["output"], [output]);
        Step();
        RequireEqual(model, images, logits);
        return Peer.Serve(Step);
    }

    private static void RequireEqual(nn.Module<Tensor, Tensor> model, Tensor images, float[] logits)
    {
        using var scope = torch.NewDisposeScope();
        using var inference = torch.inference_mode();
        var ours = model.call(images.Contiguous(MemoryFormat.ChannelsLast)).ToArray<float>();
        var scale = ours.Max(Math.Abs);
        var difference = ours.Zip(logits, (a, b) => Math.Abs(a - b)).Max() / scale;
        if (difference > Tolerance)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"ONNX Runtime's logits differ from ours by {difference:E1} of the largest: the file does not hold the same network"));
        }
    }
}
