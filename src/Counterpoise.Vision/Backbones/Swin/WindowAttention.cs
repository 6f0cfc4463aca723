using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// Multi-head attention within windows of 7×7 positions: softmax(q kᵀ / sqrt(d) + b) v, with a learnt bias b for each pair of relative
/// positions and head. Every second block shifts the windows by half their side; what only wraps around is masked.
/// </summary>
/// <remarks>Reference: Liu et al., "Swin Transformer", ICCV 2021, arXiv:2103.14030; torchvision's ShiftedWindowAttention.</remarks>
internal sealed class WindowAttention : nn.Module<Tensor, Tensor>
{
    private const int Window = 7;
    private const int Area = Window * Window;
    private const double Masked = -100;

    private readonly int _heads;
    private readonly int _shift;
    private readonly Linear _qkv;
    private readonly Linear _projection;

    public WindowAttention(int channels, int heads, bool isShifted) : base(nameof(WindowAttention))
    {
        (_heads, _shift) = (heads, isShifted ? Window / 2 : 0);
        const int places = ((2 * Window) - 1) * ((2 * Window) - 1);
        this.RegisterParameter("relative_position_bias_table", [places, heads], Initializer.Normal(0.02));
        register_buffer("relative_position_index", RelativePlaces());
        _qkv = this.AddChild("qkv", SwinLinear.Of(channels, 3 * channels));
        _projection = this.AddChild("proj", SwinLinear.Of(channels, channels));
    }

    /// <summary>[N, H, W, C] to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var (n, height, width, channels) = (input.Size(0), input.Size(1), input.Size(2), input.Size(3));
        var (down, right) = ((Window - (height % Window)) % Window, (Window - (width % Window)) % Window);
        var x = down + right == 0 ? input : torch.nn.functional.pad(input, [0, 0, 0, right, 0, down]);
        var (rows, columns) = (height + down, width + right);
        var (shiftRows, shiftColumns) = (rows > Window ? _shift : 0, columns > Window ? _shift : 0);
        if (shiftRows + shiftColumns > 0)
        {
            x = x.roll([-shiftRows, -shiftColumns], [1, 2]);
        }

        var (wide, high) = (columns / Window, rows / Window);
        x = x.Reshape(n, high, Window, wide, Window, channels).Permute(0, 1, 3, 2, 4, 5).Reshape(n * high * wide, Area, channels);
        var depth = channels / _heads;
        var qkv = _qkv.Forward(x).Reshape(x.Size(0), Area, 3, _heads, depth).Permute(2, 0, 3, 1, 4);
        var scores = (qkv[0] * (1 / Math.Sqrt(depth))).MatMul(qkv[1].Transpose(-2, -1)) + Bias();
        if (shiftRows + shiftColumns > 0)
        {
            var mask = Mask(rows, columns, shiftRows, shiftColumns, x.Type, x.Device);
            scores = (scores.Reshape(n, high * wide, _heads, Area, Area) + mask.Unsqueeze(1).Unsqueeze(0)).Reshape(-1, _heads, Area, Area);
        }

        var mixed = scores.Softmax(-1).MatMul(qkv[2]).Transpose(1, 2).Reshape(x.Size(0), Area, channels);
        x = _projection.Forward(mixed).Reshape(n, high, wide, Window, Window, channels).Permute(0, 1, 3, 2, 4, 5)
            .Reshape(n, rows, columns, channels);
        if (shiftRows + shiftColumns > 0)
        {
            x = x.roll([shiftRows, shiftColumns], [1, 2]);
        }

        return scope.Keep(x.Narrow(1, 0, height).Narrow(2, 0, width).Contiguous());
    }

    private Tensor Bias() => get_parameter("relative_position_bias_table")!.IndexSelect(0, get_buffer("relative_position_index")!)
        .Reshape(Area, Area, _heads).Permute(2, 0, 1).Unsqueeze(0);

    /// <summary>For each pair of positions of a window the row of the table: 13 (Δrow + 6) + Δcolumn + 6.</summary>
    private static Tensor RelativePlaces()
    {
        var index = new long[Area * Area];
        for (var i = 0; i < Area; i++)
        {
            for (var j = 0; j < Area; j++)
            {
                var (row, column) = ((i / Window) - (j / Window) + Window - 1, (i % Window) - (j % Window) + Window - 1);
                index[(i * Area) + j] = (((2 * Window) - 1) * row) + column;
            }
        }

        return Tensor.FromArray(index).DetachFromDisposeScope();
    }

    /// <summary>Positions of a window see each other only where they come from the same side of the picture's edge.</summary>
    private static Tensor Mask(long rows, long columns, long shiftRows, long shiftColumns, ScalarType type, torch.Device device)
    {
        var (high, wide) = (rows / Window, columns / Window);
        var values = new double[high * wide * Area * Area];
        for (long w = 0; w < high * wide; w++)
        {
            var top = w / wide * Window;
            var left = w % wide * Window;
            for (var i = 0; i < Area; i++)
            {
                for (var j = 0; j < Area; j++)
                {
                    var differ = Side(top + (i / Window), rows, shiftRows) != Side(top + (j / Window), rows, shiftRows)
                        || Side(left + (i % Window), columns, shiftColumns) != Side(left + (j % Window), columns, shiftColumns);
                    values[(((w * Area) + i) * Area) + j] = differ ? Masked : 0;
                }
            }
        }

        return Tensor.FromArray(values, high * wide, Area, Area).To(device, type);
    }

    private static int Side(long at, long length, long shift) => at < length - Window ? 0 : at < length - shift ? 1 : 2;

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
