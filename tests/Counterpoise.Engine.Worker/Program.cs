using Counterpoise.Engine.Worker;

// Does one thing that a test wants done in a process of its own, and ends with a line that says so: mistakes that end the process never
// reach it.
if (args.Length != 1 || !Cases.All.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"one of these was expected: {string.Join(", ", Cases.All.Keys)}");
    return 2;
}

try
{
    Console.WriteLine(run());
}
catch (Exception failure)
{
    Console.WriteLine($"{failure.GetType().Name}: {failure.Message.Split('\n')[0]}");
}

Console.WriteLine("alive");
return 0;
