using Counterpoise.Cli;

return await CommandLine.RunAsync(args);
