namespace Counterpoise.Torch.Files;

/// <summary>The allow-list: a global that is not here is refused by its name, whether or not it would be called.</summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, object> s_allowed = new(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = PickledGlobal.OrderedDict,
        ["torch.Size"] = PickledGlobal.Size,
        ["torch.device"] = PickledGlobal.Device,
        ["torch._utils._rebuild_tensor"] = PickledGlobal.RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = PickledGlobal.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = PickledGlobal.RebuildParameter,
        ["torch._utils._rebuild_parameter_with_state"] = PickledGlobal.RebuildParameter,
        ["_codecs.encode"] = PickledGlobal.Encode,
        ["torch.DoubleStorage"] = ScalarType.Float64,
        ["torch.FloatStorage"] = ScalarType.Float32,
        ["torch.HalfStorage"] = ScalarType.Float16,
        ["torch.BFloat16Storage"] = ScalarType.BFloat16,
        ["torch.LongStorage"] = ScalarType.Int64,
        ["torch.IntStorage"] = ScalarType.Int32,
        ["torch.ShortStorage"] = ScalarType.Int16,
        ["torch.CharStorage"] = ScalarType.Int8,
        ["torch.ByteStorage"] = ScalarType.Byte,
        ["torch.BoolStorage"] = ScalarType.Bool,
    };

    // Written as values beside tensors, such as a checkpoint's dtype; they stand for their own name.
    private static readonly string[] s_types =
        ["torch.float64", "torch.float32", "torch.float16", "torch.bfloat16", "torch.int64", "torch.int32", "torch.int16", "torch.int8",
            "torch.uint8", "torch.bool"];

    public static object Find(string module, string name, string path)
    {
        var global = $"{module}.{name}";
        if (s_allowed.TryGetValue(global, out var allowed))
            return allowed;
        if (s_types.Contains(global))
            return global;
        throw new WeightFileException(path, $"the Python global '{global}'",
            "only tensors, containers, numbers and texts, because a global can run any code: save model.state_dict() with torch.save and "
            + "load that");
    }
}
