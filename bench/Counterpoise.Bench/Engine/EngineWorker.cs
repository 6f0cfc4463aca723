namespace Counterpoise.Bench.Engine;

/// <summary>One side of a row in a process of its own.</summary>
internal static class EngineWorker
{
    internal static int Run(string side, string task) => Enum.Parse<EngineSide>(side) switch
    {
        EngineSide.Ours => new OurSide(EngineTask.Parse(task), half: false).Serve(),
        EngineSide.OursBf16 => new OurSide(EngineTask.Parse(task), half: true).Serve(),
        EngineSide.TorchSharp => TorchSharpSide.Serve(EngineTask.Parse(task), tuned: false),
        EngineSide.Tuned => TorchSharpSide.Serve(EngineTask.Parse(task), tuned: true),
        _ => OnnxRuntimeSide.Serve(EngineTask.Parse(task)),
    };
}
