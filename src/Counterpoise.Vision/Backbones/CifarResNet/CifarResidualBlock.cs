using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// relu(F(x) + shortcut(x)) of two 3×3 convolutions. Where shapes differ the shortcut has no weights (option A of the paper): every
/// stride-th row and column, and zeros for half of the added channels on either side.
/// </summary>
internal sealed class CifarResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly ConvBatchNormActivation _first;
    private readonly ConvBatchNormActivation _second;
    private readonly int _stride;
    private readonly int _added;

    public CifarResidualBlock(int inputs, int outputs, int stride, BatchNormOptions batchNorm) : base(nameof(CifarResidualBlock))
    {
        _first = this.AddUnit(1, inputs, outputs, 3, stride, Activation.Relu, batchNorm);
        _second = this.AddUnit(2, outputs, outputs, 3, 1, Activation.None, batchNorm);
        (_stride, _added) = (stride, outputs - inputs);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var output = _second.Forward(_first.Forward(input));
        output.AddInPlace(Shortcut(input));
        return scope.Keep(output.relu_());
    }

    private Tensor Shortcut(Tensor input)
    {
        var taken = _stride == 1 ? input : input.slice(2, 0, long.MaxValue, _stride).slice(3, 0, long.MaxValue, _stride);
        return _added == 0 ? taken : torch.nn.functional.pad(taken, [0, 0, 0, 0, _added / 2, _added - (_added / 2)]);
    }

    /// <summary>Adds the block's layers to a graph; a shortcut that changes shape is a 1×1 convolution of zeros and ones.</summary>
    public int Describe(LayerGraphWriter graph, int input)
    {
        var shortcut = input;
        if (_stride != 1 || _added != 0)
        {
            var (inputs, outputs) = (graph.Shape(input).Channels, graph.Shape(input).Channels + _added);
            var weights = new float[outputs * inputs];
            for (var c = 0; c < inputs; c++)
            {
                weights[((c + (_added / 2)) * inputs) + c] = 1;
            }

            shortcut = graph.Add(new ConvolutionLayer(input, new Window(1, 1, _stride, _stride), weights, new float[outputs]));
        }

        var sum = graph.Add(new AdditionLayer(graph.Unit(graph.Unit(input, _first), _second), shortcut));
        return graph.Activation(sum, Activation.Relu);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
