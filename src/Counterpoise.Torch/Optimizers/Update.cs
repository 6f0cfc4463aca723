namespace Counterpoise.Torch.Optimizers;

/// <summary>A parameter, its gradient and its moments in one step.</summary>
internal sealed class Update
{
    private Update(ParameterState state, Tensor gradient, bool isDense) => (State, Gradient, IsDense) = (state, gradient, isDense);

    public ParameterState State { get; }

    public Tensor Gradient { get; }

    public Tensor Parameter => State.Parameter;

    /// <summary>Whether parameter, gradient and moments lie alike in CPU memory, without gaps, in float32 or float64.</summary>
    public bool IsDense { get; }

    public static Update Of(ParameterState state, Tensor gradient)
    {
        var parameter = state.Parameter;
        var format = parameter.IsContiguous ? MemoryFormat.Contiguous : MemoryFormat.ChannelsLast;
        var dense = parameter.Type is ScalarType.Float32 or ScalarType.Float64
            && parameter.device_type == DeviceType.CPU
            && (format == MemoryFormat.Contiguous || (parameter.Rank == 4 && parameter.IsContiguousIn(format)));
        if (dense && !(gradient.Type == parameter.Type && gradient.IsContiguousIn(format)))
        {
            // A gradient may lie in another order than its parameter; one copy is cheaper than strided arithmetic.
            var alike = parameter.EmptyLike();
            alike.CopyFrom(gradient);
            gradient = alike;
        }

        return new(state, gradient, dense);
    }
}
