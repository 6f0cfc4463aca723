using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Counterpoise.Deploy.Int8;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.TfLite;

/// <summary>
/// Reads int8 networks from TensorFlow Lite files (schema version 3): CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, ADD, AVERAGE_POOL_2D,
/// MAX_POOL_2D, RESHAPE and SOFTMAX, and QUANTIZE and DEQUANTIZE at the ends. With <see cref="RoundingMode.Single"/> the outputs equal
/// those of TensorFlow Lite's reference kernels byte for byte. A file is untrusted: sizes and offsets are checked before they are followed.
/// </summary>
public static class TfLiteFile
{
    private const long GreatestBytes = 256 << 20;

    /// <summary>Reads an int8 network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How sums are rounded; current runtimes round once.</param>
    /// <exception cref="TfLiteException">The file is no such network; the message says what it has instead.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IntegerNetwork ReadInt8(string path, RoundingMode mode = RoundingMode.Single)
    {
        ArgumentNullException.ThrowIfNull(path);
        var length = new FileInfo(path).Length;
        return length > GreatestBytes
            ? throw new TfLiteException($"'{path}' has {length} bytes; expected at most {GreatestBytes}")
            : ParseInt8(File.ReadAllBytes(path), path, mode);
    }

    /// <summary>Reads an int8 network from memory.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="mode">How sums are rounded.</param>
    /// <exception cref="TfLiteException">The bytes are no such network.</exception>
    public static IntegerNetwork ParseInt8(byte[] bytes, string name, RoundingMode mode = RoundingMode.Single)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var model = TfLiteModel.Parse(bytes, name);
        try
        {
            return new Translation(model, mode).Network();
        }
        catch (Exception e) when (e is TfLiteException or ArgumentException or OverflowException)
        {
            throw new TfLiteException($"'{name}' cannot be run as an int8 network: {e.Message}", e);
        }
    }

    private sealed class Translation(TfLiteModel model, RoundingMode mode)
    {
        private readonly Dictionary<int, int> _places = [];
        private readonly List<IntegerTensor> _tensors = [];
        private readonly List<IIntegerLayer> _layers = [];

        public IntegerNetwork Network()
        {
            var (input, output) = (model.Inputs[0], model.Outputs[0]);
            foreach (var op in model.Operators)
            {
                // Floats are turned into codes by who calls; what lies between the ends is int8.
                if (op.Code == TfLiteOperator.Quantize && op.Inputs[0] == input) input = op.Outputs[0];
                else if (op.Code == TfLiteOperator.Dequantize && op.Outputs[0] == output) output = op.Inputs[0];
                else _layers.Add(Layer(op));
            }

            return new IntegerNetwork(_tensors, _layers, Place(input), Place(output));
        }

        private IIntegerLayer Layer(TfLiteOperator op) => op.Code switch
        {
            TfLiteOperator.Convolution => Convolution(op),
            TfLiteOperator.Depthwise => Depthwise(op),
            TfLiteOperator.Dense => Dense(op),
            TfLiteOperator.Add => Addition(op),
            TfLiteOperator.AveragePool => AveragePool(op),
            TfLiteOperator.MaxPool => new IntegerMaxPool(Place(op.Inputs[0]), Place(op.Outputs[0]), PoolWindow(op)),
            TfLiteOperator.Reshape => new IntegerReshape(Place(op.Inputs[0]), Place(op.Outputs[0])),
            TfLiteOperator.Softmax => IntegerSoftmax.From(Place(op.Inputs[0]), Place(op.Outputs[0]), Scale(op.Inputs[0]),
                op.Options?.Float(0) ?? 1),
            _ => throw new TfLiteException($"it has {TfLiteOperator.NameOf(op.Code)}, which is not among the layers that can be run"),
        };

        private IntegerConvolution Convolution(TfLiteOperator op)
        {
            var (x, w, y) = (Place(op.Inputs[0]), Weights(op, 0), Place(op.Outputs[0]));
            var window = Window(op, x, w.Shape[1], w.Shape[2], op.Options?.Int(1) ?? 1, op.Options?.Int(2) ?? 1,
                op.Options?.Int(4, 1) ?? 1, op.Options?.Int(5, 1) ?? 1);
            return new IntegerConvolution(x, y, window, Codes(w), Bias(op, w.Shape[0]),
                Requantize(op, w, Activation(op.Options?.Byte(3) ?? 0)));
        }

        private IntegerDepthwise Depthwise(TfLiteOperator op)
        {
            var (x, w, y) = (Place(op.Inputs[0]), Weights(op, 3), Place(op.Outputs[0]));
            var window = Window(op, x, w.Shape[1], w.Shape[2], op.Options?.Int(1) ?? 1, op.Options?.Int(2) ?? 1,
                op.Options?.Int(5, 1) ?? 1, op.Options?.Int(6, 1) ?? 1);
            return new IntegerDepthwise(x, y, window, Codes(w), Bias(op, w.Shape[3]),
                Requantize(op, w, Activation(op.Options?.Byte(4) ?? 0)));
        }

        private IntegerDense Dense(TfLiteOperator op)
        {
            var (x, w, y) = (Place(op.Inputs[0]), Weights(op, 0), Place(op.Outputs[0]));
            return new IntegerDense(x, y, Codes(w), Bias(op, w.Shape[0]), Requantize(op, w, Activation(op.Options?.Byte(0) ?? 0)));
        }

        private IntegerAddition Addition(TfLiteOperator op) => IntegerAddition.From(Place(op.Inputs[0]), Place(Second(op)),
            Place(op.Outputs[0]), _tensors, Activation(op.Options?.Byte(0) ?? 0), mode);

        private IntegerAveragePool AveragePool(TfLiteOperator op)
        {
            var (x, y) = (Place(op.Inputs[0]), Place(op.Outputs[0]));
            var (low, high) = Requantization.Bounds(Activation(op.Options?.Byte(5) ?? 0), _tensors[y].Quantization);
            return new IntegerAveragePool(x, y, PoolWindow(op), low, high);
        }

        private Window PoolWindow(TfLiteOperator op) => Window(op, Place(op.Inputs[0]), op.Options?.Int(4) ?? 0, op.Options?.Int(3) ?? 0,
            op.Options?.Int(1) ?? 1, op.Options?.Int(2) ?? 1, 1, 1);

        // Steps and dilations stand in the file as width, then height.
        private Window Window(TfLiteOperator op, int x, int height, int width, int strideColumns, int strideRows, int dilationColumns,
            int dilationRows)
        {
            if (height < 1 || width < 1 || strideRows < 1 || strideColumns < 1 || dilationRows < 1 || dilationColumns < 1)
                throw new TfLiteException(
                    $"{TfLiteOperator.NameOf(op.Code)} has a kernel of {height}x{width} with steps {strideRows}x{strideColumns}");
            var same = (op.Options?.Byte(0) ?? 0) == 0;
            return new Window(height, width, strideRows, strideColumns,
                same ? LayerGraphs.Window.SameBefore(_tensors[x].Height, height, strideRows, dilationRows) : 0,
                same ? LayerGraphs.Window.SameBefore(_tensors[x].Width, width, strideColumns, dilationColumns) : 0, dilationRows,
                    dilationColumns);
        }

        private int Place(int tensor)
        {
            if (_places.TryGetValue(tensor, out var place)) return place;
            var found = model.Tensors[tensor];
            if (found.Kind != TfLiteKind.Int8 || found.Scales.Length != 1 || found.IsConstant)
                throw new TfLiteException($"{found} stands between layers; expected a computed int8 tensor with one scale");
            if (found.ZeroPoints[0] is < -128 or > 127)
                throw new TfLiteException($"{found} has the zero point {found.ZeroPoints[0]}; expected -128 to 127");
            var (height, width, channels) = found.Shape switch
            {
                [1, var h, var w, var c] => (h, w, c),
                [1, var w, var c] => (1, w, c),
                [1, var c] => (1, 1, c),
                _ => throw new TfLiteException($"{found} is not one image or vector; expected a batch of 1"),
            };
            _tensors.Add(new IntegerTensor(found.Name, height, width, channels,
                new AffineQuantization(found.Scales[0], (int)found.ZeroPoints[0])));
            return _places[tensor] = _tensors.Count - 1;
        }

        private double Scale(int tensor) => _tensors[Place(tensor)].Quantization.Scale;

        private TfLiteTensor Weights(TfLiteOperator op, int channelAxis)
        {
            var w = model.Tensors[Second(op)];
            var rank = op.Code == TfLiteOperator.Dense ? 2 : 4;
            var channels = w.Shape.Length == rank ? w.Shape[channelAxis] : 0;
            if (w.Kind != TfLiteKind.Int8 || channels == 0 || w.Data.Length != w.Count || w.ZeroPoints.Any(z => z != 0)
                || (w.Scales.Length != 1 && (w.Scales.Length != channels || w.ChannelAxis != channelAxis)))
                throw new TfLiteException(
                    $"{TfLiteOperator.NameOf(op.Code)} has the weights {w} with {w.Scales.Length} scales; expected int8 of rank {rank} "
                    + $"with zero point 0 and one scale, or one for each output channel");
            return w;
        }

        private static sbyte[] Codes(TfLiteTensor weights) => MemoryMarshal.Cast<byte, sbyte>(weights.Data).ToArray();

        private int[] Bias(TfLiteOperator op, int channels)
        {
            if (op.Inputs.Length < 3 || op.Inputs[2] < 0) return new int[channels];
            var bias = model.Tensors[op.Inputs[2]];
            if (bias.Kind != TfLiteKind.Int32 || bias.Data.Length != 4L * channels)
                throw new TfLiteException($"{TfLiteOperator.NameOf(op.Code)} has the bias {bias}; expected {channels} values of int32");
            return [.. Enumerable.Range(0, channels).Select(c => BinaryPrimitives.ReadInt32LittleEndian(bias.Data.AsSpan(4 * c)))];
        }

        // The runtime multiplies scales as doubles of their single-precision values, and divides them so.
        private Requantization Requantize(TfLiteOperator op, TfLiteTensor weights, IntegerActivation activation) =>
            Requantization.From(_tensors[Place(op.Inputs[0])].Quantization, [.. weights.Scales.Select(s => (double)s)],
                _tensors[Place(op.Outputs[0])].Quantization, activation, mode);

        private static int Second(TfLiteOperator op) => op.Inputs.Length > 1 && op.Inputs[1] >= 0 ? op.Inputs[1]
            : throw new TfLiteException($"{TfLiteOperator.NameOf(op.Code)} has one input; expected two");

        private static IntegerActivation Activation(byte code) => code switch
        {
            0 => IntegerActivation.None,
            1 => IntegerActivation.Relu,
            3 => IntegerActivation.Relu6,
            _ => throw new TfLiteException($"it has the fused activation {code}; expected none, RELU or RELU6"),
        };
    }
}
