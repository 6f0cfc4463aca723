using Counterpoise.Torch;

namespace Counterpoise.Vision.Backbones;

/// <summary>The weights of a <see cref="PackagedResNet"/> out of the two ONNX files of the package.</summary>
internal static class PackagedResNetWeights
{
    private static readonly string[] s_norm = ["weight", "bias", "running_mean", "running_var"];
    private static readonly int[] s_blocks = [2, 2, 2, 3];

    /// <summary>Reads a state dict of all but the last layer, which the package has not.</summary>
    /// <param name="network">The file ResNet18.onnx.</param>
    /// <param name="preprocess">The file ResNetPreprocess.onnx.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or holds another network.</exception>
    public static Dictionary<string, Tensor> Read(string network, string preprocess)
    {
        var graph = OnnxGraph.Read(network);
        var convolutions = graph.Nodes.Where(n => n.Operation == "Conv").ToArray();
        var names = UnitNames().ToArray();
        if (convolutions.Length != names.Length)
        {
            throw new InvalidDataException(
                $"{network}: found {convolutions.Length} convolutions, expected the {names.Length} of the package's ResNet-18");
        }

        var state = new Dictionary<string, Tensor>();
        foreach (var ((weight, norm), convolution) in names.Zip(convolutions))
        {
            var follows = graph.Nodes.FirstOrDefault(n => n.Operation == "BatchNormalization" && n.Inputs[0] == convolution.Outputs[0])
                ?? throw new InvalidDataException($"{network}: no batch norm follows {convolution.Outputs[0]}");
            state[$"{weight}.weight"] = Constant(graph, convolution.Inputs[1], network);
            foreach (var (name, input) in s_norm.Zip(follows.Inputs.Skip(1)))
            {
                state[$"{norm}.{name}"] = Constant(graph, input, network);
            }
        }

        var mean = OnnxGraph.Read(preprocess);
        var image = Constant(mean, "MeanImage", preprocess);

        // The package works on blue, green, red.
        state["conv1.weight"] = state["conv1.weight"].flip(1);
        state["mean.image"] = image.squeeze(0).flip(0);
        return state;
    }

    /// <summary>
    /// Names of convolutions and batch norms in the order in which the graph runs them: a projection comes before its block.
    /// </summary>
    private static IEnumerable<(string Convolution, string Norm)> UnitNames()
    {
        yield return ("conv1", "bn1");
        foreach (var (stage, blocks) in s_blocks.Index())
        {
            for (var block = 0; block < blocks; block++)
            {
                var prefix = FormattableString.Invariant($"layer{stage + 1}.{block}");
                if (stage > 0 && block == 0)
                {
                    yield return ($"{prefix}.downsample.0", $"{prefix}.downsample.1");
                }

                yield return ($"{prefix}.conv1", $"{prefix}.bn1");
                yield return ($"{prefix}.conv2", $"{prefix}.bn2");
            }
        }
    }

    private static Tensor Constant(OnnxGraph graph, string name, string path) =>
        graph.Constants.TryGetValue(name, out var constant)
            ? Tensor.FromArray(constant.Values, constant.Shape)
            : throw new InvalidDataException($"{path}: the constant '{name}' is missing, so this is not the package's file");
}
