namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator ToDtypeOp = Operator.Aten("to", "dtype");
    private static readonly Operator ToDeviceOp = Operator.Aten("to", "device");
    private static readonly Operator ToOtherOp = Operator.Aten("to", "other");

    /// <summary>The elements as another type; this tensor's memory where nothing changes, unless a copy is asked for.</summary>
    public Tensor To(ScalarType type, bool copy = false) => ToDtypeOp.Invoke(this, type, false, copy);

    /// <summary>The elements on another device, as another type if given; this tensor's memory where nothing changes, unless a copy is asked for.</summary>
    public Tensor To(Device device, ScalarType? type = null, bool copy = false) => ToDeviceOp.Invoke(this, device, type ?? Type, false, copy);

    /// <summary>The elements with another tensor's type and device.</summary>
    public Tensor TypeAs(Tensor other) => ToOtherOp.Invoke(this, other);

    /// <summary>In single precision.</summary>
    public Tensor Float() => ToDtypeOp.Invoke(this, ScalarType.Float32);

    /// <summary>In double precision.</summary>
    public Tensor Double() => ToDtypeOp.Invoke(this, ScalarType.Float64);

    /// <summary>As 64-bit integers.</summary>
    public Tensor Long() => ToDtypeOp.Invoke(this, ScalarType.Int64);

    /// <summary>Which elements are not zero.</summary>
    public Tensor Bool() => ToDtypeOp.Invoke(this, ScalarType.Bool);
}
