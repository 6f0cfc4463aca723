using Google.Protobuf;
using Onnx;

namespace Counterpoise.Deploy.Onnx;

/// <summary>
/// What an ONNX file says of itself beside its graph, which is passed over: so a file is known without loading its weights.
/// </summary>
public static class OnnxMetadata
{
    private static readonly uint Entry =
        WireFormat.MakeTag(ModelProto.MetadataPropsFieldNumber, WireFormat.WireType.LengthDelimited);

    /// <summary>Reads the metadata by name; empty where the file is none of ONNX.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var metadata = new Dictionary<string, string>();
        using var stream = File.OpenRead(path);
        using var input = new CodedInputStream(stream);
        try
        {
            while (input.ReadTag() is var tag && tag != 0)
            {
                if (tag != Entry)
                {
                    input.SkipLastField();
                    continue;
                }

                var entry = new StringStringEntryProto();
                input.ReadMessage(entry);
                metadata[entry.Key] = entry.Value;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return new Dictionary<string, string>();
        }

        return metadata;
    }
}
