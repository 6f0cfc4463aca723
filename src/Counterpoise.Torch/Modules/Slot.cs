namespace Counterpoise.Torch.Modules;

/// <summary>A place for one parameter or buffer, which may not have its values yet.</summary>
internal sealed class Slot(string owner, string name, long[] shape, Initializer initializer, ScalarType type, bool isParameter)
{
    private Tensor? _value;
    private ScalarType _type = type;
    private Device _device = Device.Cpu;
    private MemoryFormat _format = MemoryFormat.Contiguous;
    private bool _requiresGrad = isParameter;

    public string Name => name;

    public long[] Shape => shape;

    public bool IsParameter { get; } = isParameter;

    public Initializer Initializer => initializer;

    public bool HasValue => _value is not null;

    public long Count => shape.Aggregate(1L, (product, n) => product * n);

    public Tensor Value => _value ?? throw new InvalidOperationException(
        $"'{name}' of {owner} has no values yet: call Initialize(seed) or LoadStateDict on the outermost module first");

    public bool RequiresGrad
    {
        get => _requiresGrad;
        set
        {
            _requiresGrad = value;
            if (_value is not null)
            {
                _value.RequiresGrad = value;
            }
        }
    }

    /// <summary>Draws new values; the same for equal seed and full name.</summary>
    public void Initialize(ulong seed, string fullName)
    {
        using var scope = DisposeScope.Begin();
        var values = new double[initializer.IsConstant ? 1 : Count];
        initializer.Fill(values, initializer.IsConstant ? null : new InitializationStream(seed, fullName));
        Assign(initializer.IsConstant ? Tensor.Scalar(values[0], ScalarType.Float64) : Tensor.Wrap(values, shape));
    }

    /// <summary>Copies values in, converted to the slot's type, device and format; the tensor stays the same object if there is one.</summary>
    public void Assign(Tensor source)
    {
        using var scope = DisposeScope.Begin();
        using var guard = NoGrad.Begin();
        if (_value is not null)
        {
            _value.CopyFrom(source);
            return;
        }

        var copy = Tensor.Empty(shape, _type, _device, Format);
        copy.CopyFrom(source);
        Adopt(copy);
    }

    /// <summary>Moves the values elsewhere; whoever holds the old tensor must fetch the new one.</summary>
    public void Move(ScalarType? type, Device? device, MemoryFormat? format)
    {
        if (type is { } t && IsFloating(_type))
        {
            _type = t;
        }

        _device = device ?? _device;
        _format = format ?? _format;
        if (_value is not { } old)
        {
            return;
        }

        using var scope = DisposeScope.Begin();
        using var guard = NoGrad.Begin();
        if (old.Type == _type && old.Device == _device && old.IsContiguousIn(Format))
        {
            return;
        }

        var moved = Tensor.Empty(shape, _type, _device, Format);
        moved.CopyFrom(old);
        Adopt(moved);
        old.Dispose();
    }

    public void Dispose()
    {
        _value?.Dispose();
        _value = null;
    }

    // Channels last means something for images only; everything else stays as it is.
    private MemoryFormat Format => shape.Length == 4 ? _format : MemoryFormat.Contiguous;

    private static bool IsFloating(ScalarType type) => type is ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16;

    private void Adopt(Tensor tensor)
    {
        _value = DisposeScope.Detach(tensor);
        _value.RequiresGrad = _requiresGrad && IsFloating(_type);
    }
}
