using System.Reflection;

Console.Error.WriteLine($"counterpoise {Assembly.GetExecutingAssembly().GetName().Version}");
return 0;
