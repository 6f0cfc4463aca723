using Microsoft.ML.OnnxRuntime;

namespace Counterpoise.Workflows;

/// <summary>ONNX files that <c>export</c> has written, through ONNX Runtime.</summary>
internal static class OnnxSession
{
    /// <summary>Whether a path names an ONNX file; it need not be there.</summary>
    public static bool Is(string path) => Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads that share the work of one run; null for as many as there are cores.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It cannot be run.</exception>
    public static InferenceSession Open(string path, int? threads = null)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no model '{path}'", path);
        try
        {
            // Threads that wait by spinning would take the cores from reading images and answering requests.
            using var options = new SessionOptions();
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            if (threads is { } own) options.IntraOpNumThreads = own;
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"'{path}' is no ONNX file that can be run: {e.Message}", e);
        }
    }
}
