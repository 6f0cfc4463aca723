using Counterpoise.LayerGraphs;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>Writes modules as layers with constants. Weights are copied, so that the graph outlives the network.</summary>
public sealed class LayerGraphWriter
{
    private readonly List<ILayer> _layers = [];
    private readonly List<LayerShape> _shapes = [];

    /// <summary>Begins a graph.</summary>
    /// <param name="input">Shape of the images.</param>
    public LayerGraphWriter(LayerShape input) => _shapes.Add(input);

    /// <summary>Writes a network as a graph from images to logits.</summary>
    /// <param name="network">The network.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="normalization">What images pass before the network, reading value 0; null where they come normalised.</param>
    /// <exception cref="ArgumentException">The network has layers that cannot be written.</exception>
    public static LayerGraph Describe(IBackbone network, int height, int width, ScaleLayer? normalization = null) =>
        Write(network, height, width, normalization, (described, writer, images) => described.Describe(writer, images));

    /// <summary>Writes a network as a graph from images to pooled features, as <see cref="Describe"/> does to logits.</summary>
    /// <param name="network">The network.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="normalization">What images pass before the network, reading value 0; null where they come normalised.</param>
    /// <exception cref="ArgumentException">The network has layers that cannot be written.</exception>
    public static LayerGraph DescribeFeatures(IBackbone network, int height, int width, ScaleLayer? normalization = null) =>
        Write(network, height, width, normalization, (described, writer, images) => described.DescribeFeatures(writer, images));

    /// <summary>Shape of a value.</summary>
    /// <param name="value">Its index.</param>
    public LayerShape Shape(int value) => _shapes[value];

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>Index of its value.</returns>
    public int Add(ILayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _shapes.Add(layer.Shape([.. layer.Inputs.Select(i => _shapes[i])]));
        _layers.Add(layer);
        return _layers.Count;
    }

    /// <summary>Adds a convolution with its batch norm and activation.</summary>
    /// <param name="value">Index of what it reads.</param>
    /// <param name="unit">The three.</param>
    public int Unit(int value, ConvBatchNormActivation unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Activation(Convolution(value, unit.Convolution, unit.BatchNorm), unit.Activation);
    }

    /// <summary>Adds a convolution, with the batch norm behind it folded in where there is one.</summary>
    /// <param name="value">Index of what it reads.</param>
    /// <param name="convolution">The convolution.</param>
    /// <param name="batchNorm">The batch norm, or null.</param>
    public int Convolution(int value, Conv2d convolution, BatchNorm2d? batchNorm = null)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        using var scope = torch.NewDisposeScope();
        var weights = Numbers(convolution.Weight.permute(0, 2, 3, 1).contiguous());
        var (outputs, options) = ((int)convolution.Weight.shape[0], convolution.Options);
        var bias = convolution.Bias is { } b ? Numbers(b) : new float[outputs];
        if (batchNorm is not null) Fold(batchNorm, weights, bias);
        var kernel = (int)convolution.Weight.shape[2];
        var ((top, bottom), (left, right)) = (Padding(_shapes[value].Height, kernel, options),
            Padding(_shapes[value].Width, kernel, options));
        var window = new Window(kernel, kernel, options.Stride, options.Stride, top, left, options.Dilation, options.Dilation);
        return Add(new ConvolutionLayer(value, window, weights, bias, options.Groups, bottom, right));
    }

    /// <summary>Adds a linear layer.</summary>
    /// <param name="value">Index of the vector that it reads.</param>
    /// <param name="linear">The layer.</param>
    public int Dense(int value, Linear linear)
    {
        ArgumentNullException.ThrowIfNull(linear);
        using var scope = torch.NewDisposeScope();
        return Add(new LayerGraphs.DenseLayer(value, Numbers(linear.Weight),
            linear.Bias is { } b ? Numbers(b) : new float[linear.Outputs]));
    }

    /// <summary>Adds an activation.</summary>
    /// <param name="value">Index of what it reads.</param>
    /// <param name="activation">The activation; nothing is added for none.</param>
    public int Activation(int value, Activation activation) => activation switch
    {
        Torch.Modules.Activation.None => value,
        Torch.Modules.Activation.Relu => Add(new ActivationLayer(value, LayerActivation.Relu)),
        _ => Add(new ActivationLayer(value, LayerActivation.HardSwish)),
    };

    /// <summary>Adds the mean over all positions.</summary>
    /// <param name="value">Index of the maps.</param>
    public int Mean(int value) => Add(PoolLayer.WholeMean(value, _shapes[value]));

    /// <summary>Adds a squeeze-and-excitation block.</summary>
    /// <param name="value">Index of the maps.</param>
    /// <param name="block">The block.</param>
    public int Excitation(int value, SqueezeExcitation block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var layers = block.named_children().ToDictionary(c => c.name, c => c.module);
        var squeezed = Activation(Convolution(Mean(value), (Conv2d)layers["fc1"]), Torch.Modules.Activation.Relu);
        var gate = Add(new ActivationLayer(Convolution(squeezed, (Conv2d)layers["fc2"]), LayerActivation.HardSigmoid));
        return Add(new GateLayer(value, gate));
    }

    private static LayerGraph Write(IBackbone network, int height, int width, ScaleLayer? normalization,
        Action<IDescribedBackbone, LayerGraphWriter, int> write)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network is not IDescribedBackbone described)
            throw new ArgumentException($"{network.GetType().Name} has layers that cannot be written as a graph");
        var writer = new LayerGraphWriter(new LayerShape(height, width, 3));
        write(described, writer, normalization is null ? 0 : writer.Add(normalization));
        return new LayerGraph(writer._shapes[0], writer._layers);
    }

    private static (int Before, int After) Padding(int size, int kernel, ConvolutionOptions options)
    {
        if (!options.SamePadding) return (options.Padding, options.Padding);
        var total = Math.Max((((size + options.Stride - 1) / options.Stride) - 1) * options.Stride + kernel - size, 0);
        return (total / 2, total - (total / 2));
    }

    private static void Fold(BatchNorm2d batchNorm, float[] weights, float[] bias)
    {
        if (batchNorm.RunningMean is null || batchNorm.RunningVariance is null)
            throw new ArgumentException("a batch norm without running statistics cannot be folded into the convolution before it",
                nameof(batchNorm));
        float[] Filled(Tensor? tensor, float value) => tensor is null ? [.. Enumerable.Repeat(value, bias.Length)] : Numbers(tensor);
        float[] gamma = Filled(batchNorm.Weight, 1), beta = Filled(batchNorm.Bias, 0);
        float[] mean = Numbers(batchNorm.RunningMean), variance = Numbers(batchNorm.RunningVariance);
        var each = weights.Length / bias.Length;
        for (var o = 0; o < bias.Length; o++)
        {
            var factor = gamma[o] / Math.Sqrt(variance[o] + batchNorm.Options.Epsilon);
            for (var i = o * each; i < (o + 1) * each; i++) weights[i] = (float)(weights[i] * factor);
            bias[o] = (float)(((bias[o] - mean[o]) * factor) + beta[o]);
        }
    }

    private static float[] Numbers(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().to(torch.CPU).to(torch.float32).contiguous().data<float>().ToArray();
    }
}
