namespace Counterpoise.Torch.Tests.Files.Pickle;

/// <summary>Pickles by hand, one character per byte.</summary>
internal static class PickleText
{
    /// <summary>Magic number, version and byte order of the legacy format, as torch.save writes them.</summary>
    public const string LegacyStart =
        "\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9 "
        + "j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}X\u000d\0\0\0little_endian\u0088s.";

    public const string Protocol = "\u0080\u0002";

    /// <summary>Pushes a tensor over a storage called a.</summary>
    /// <param name="count">The storage's elements.</param>
    /// <param name="end">What ends the reference to the storage: <c>tQ</c> in the zip format, <c>NtQ</c> in the legacy one.</param>
    /// <param name="view">Opcodes for offset, shape and strides.</param>
    /// <param name="type">The type of the storage.</param>
    public static string Tensor(int count, string end, string view = "K\u0000K\u0002\u0085K\u0001\u0085", string type = "Float") =>
        $"ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\n{type}Storage\nU\u0001aU\u0003cpuK{(char)count}{end}{view}\u0089NtR";

    public static string Write(string folder, string bytes)
    {
        var path = Path.Combine(folder, "file.pth");
        File.WriteAllText(path, bytes, System.Text.Encoding.Latin1);
        return path;
    }
}
