using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Quantization;

/// <summary>
/// Quantizes a trained network to int8: activations by one scale a tensor, from the ranges that calibration rows give; weights by a scale
/// for each output channel, max|w|/127; biases as int32 in units of s_x·s_w. ReLU costs nothing, other activations become tables.
/// Calibrate on rows of the training split, those of rare classes among them: a range that was not seen is clipped.
/// Jacob et al., CVPR 2018; Krishnamoorthi, arXiv:1806.08342.
/// </summary>
public static class PostTrainingQuantizer
{
    /// <summary>Quantizes a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="calibration">Inputs of all classes, a hundred or more, channels fastest.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">There is no calibration row, one is not finite, or a layer has no int8 form.</exception>
    public static QuantizedNetwork Quantize(LayerGraph graph, IEnumerable<float[]> calibration, QuantizationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(calibration);
        options ??= new QuantizationOptions();
        options.Validate();
        if (options.Softmax && graph.Layers[^1] is not SoftmaxLayer) graph = graph.Then(v => new SoftmaxLayer(v));
        var ranges = RangeCalibration.Compute(graph, calibration, options.Percentile, cancellationToken);
        return new QuantizedNetwork(new IntegerTranslation(graph, ranges, options.Rounding).Network(), ranges);
    }
}
